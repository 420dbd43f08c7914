package dev.hearken.models.npu;

import dev.hearken.drivers.rknn.FakeModel;

/** The same suite with a file in half precision, converted at each run; its small whole numbers are exact. */
class NpuHalfPrecisionTest extends NpuBackendTest {

    @Override
    protected byte[] runningSum() {
        return FakeModel.runningSum("float16", 1, 0).bytes();
    }
}
