package dev.hearken.models.api;

import dev.hearken.models.api.contract.InferenceBackendContract;
import dev.hearken.models.api.contract.MemoryBackend;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** The contract suite over the smallest back end there can be: shows that the suite asks nothing of any one library. */
class MemoryBackendTest extends InferenceBackendContract {

    @Override
    protected InferenceBackend createBackend() {
        MemoryBackend.Network network = new MemoryBackend.Network(
            List.of(floats("x", 1, 4), floats("state", 1, 4)),
            List.of(floats("y", 1, 4), floats("state_out", 1, 4)),
            MemoryBackendTest::compute);
        return new MemoryBackend(Map.of("running-sum", network));
    }

    @Override
    protected byte[] runningSum() {
        return "running-sum".getBytes();
    }

    private static void compute(Model model) {
        FloatBuffer x = model.input(model.inputIndex("x")).asFloatBuffer();
        FloatBuffer state = model.input(model.inputIndex("state")).asFloatBuffer();
        FloatBuffer y = model.output(model.outputIndex("y")).asFloatBuffer();
        FloatBuffer next = model.output(model.outputIndex("state_out")).asFloatBuffer();
        for (int i = 0; i < 4; i++) {
            y.put(i, x.get(i) + state.get(i));
            next.put(i, 2 * state.get(i));
        }
    }
}
