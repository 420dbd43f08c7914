package dev.hearken.models.npu.internal;

import dev.hearken.drivers.rknn.RknnContext;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A model on the NPU. Where the pack states a tensor in the type that the file has, callers write into and read from the NPU's own
 * memory; where it states real numbers and the file has int8 or half precision, each run converts by scale and zero point.
 */
public final class NpuModel implements Model {

    private final ModelEntry entry;
    private final List<TensorPort> inputs;
    private final List<TensorPort> outputs;
    private final RunThread runs;

    /**
     * @param context    becomes this object's own once this constructor has returned
     * @param longestRun after this a run has hung
     * @throws dev.hearken.models.api.ModelException if the file's tensors are not those of the entry
     */
    public NpuModel(ModelEntry entry, RknnContext context, Duration longestRun) {
        this.entry = entry;
        this.inputs = TensorPort.all(entry, "input", entry.inputs(), context.inputs(), context::input);
        this.outputs = TensorPort.all(entry, "output", entry.outputs(), context.outputs(), context::output);
        this.runs = new RunThread(entry, context, longestRun);
    }

    @Override
    public List<TensorSpec> inputs() {
        return entry.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return entry.outputs();
    }

    @Override
    public ByteBuffer input(int index) {
        return inputs.get(index).outward();
    }

    @Override
    public ByteBuffer output(int index) {
        return outputs.get(index).outward();
    }

    @Override
    public void run() {
        runs.require();
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).toNpu();
        }
        runs.run();
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).fromNpu();
        }
    }

    @Override
    public void close() {
        runs.close();
    }
}
