package dev.hearken.models.npu.internal;

import dev.hearken.drivers.rknn.RknnContext;
import dev.hearken.models.api.BufferedModel;
import dev.hearken.models.api.ModelEntry;
import java.time.Duration;
import java.util.List;

/**
 * A model on the NPU. Where the pack states a tensor in the type that the file has, callers write into and read from the NPU's own
 * memory; where it states real numbers and the file has int8 or half precision, each run converts by scale and zero point.
 */
public final class NpuModel extends BufferedModel {

    private final List<TensorPort> inputs;
    private final List<TensorPort> outputs;
    private final RunThread runs;

    private NpuModel(ModelEntry entry, List<TensorPort> inputs, List<TensorPort> outputs, RunThread runs) {
        super(entry, inputs.stream().map(TensorPort::outward).toList(), outputs.stream().map(TensorPort::outward).toList());
        this.inputs = inputs;
        this.outputs = outputs;
        this.runs = runs;
    }

    /**
     * @param context    becomes the model's own once this has returned
     * @param longestRun after this a run has hung
     * @throws dev.hearken.models.api.ModelException if the file's tensors are not those of the entry
     */
    public static NpuModel of(ModelEntry entry, RknnContext context, Duration longestRun) {
        List<TensorPort> inputs = TensorPort.all(entry, "input", entry.inputs(), context.inputs(), context::input);
        List<TensorPort> outputs = TensorPort.all(entry, "output", entry.outputs(), context.outputs(), context::output);
        return new NpuModel(entry, inputs, outputs, new RunThread(entry, context::run, context::close, longestRun));
    }

    @Override
    protected void compute() {
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
    protected void release() {
        runs.close();
    }
}
