package dev.hearken.models.npu;

import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.contract.InferenceBackendContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The suite of every back end, with a file in single precision: what the pack states lies in the NPU's own memory. */
class NpuBackendTest extends InferenceBackendContract {

    @TempDir
    Path machine;

    @Override
    protected InferenceBackend createBackend() {
        return new NpuMachine(machine).zero3();
    }

    @Override
    protected byte[] runningSum() {
        return FakeModel.runningSum("float32", 1, 0).bytes();
    }
}
