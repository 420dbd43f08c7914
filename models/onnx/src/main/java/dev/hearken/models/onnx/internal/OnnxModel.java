package dev.hearken.models.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearken.models.api.BufferedModel;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * One session with its tensors bound once: inputs and outputs are direct buffers that ONNX Runtime reads and writes in place.
 */
public final class OnnxModel extends BufferedModel {

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputTensors = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();

    /**
     * @param session becomes this object's own once this constructor has returned
     * @throws ModelException if the file's tensors are not those of the entry
     */
    public OnnxModel(OrtEnvironment environment, OrtSession session, ModelEntry entry) throws OrtException {
        super(entry);
        this.session = session;
        OnnxTensors.check(entry, "input", entry.inputs(), session.getInputInfo());
        OnnxTensors.check(entry, "output", entry.outputs(), session.getOutputInfo());
        bind(environment, entry.inputs(), this::input, inputTensors);
        bind(environment, entry.outputs(), this::output, outputTensors);
    }

    private static void bind(OrtEnvironment environment, List<TensorSpec> specs, IntFunction<ByteBuffer> buffers,
                             Map<String, OnnxTensor> tensors) throws OrtException {
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
            // A view of its own: ONNX Runtime keeps the address, callers may move the position of theirs.
            ByteBuffer view = buffers.apply(i).duplicate().order(ByteOrder.nativeOrder());
            tensors.put(spec.name(), OnnxTensor.createTensor(environment, view, shape, OnnxTensors.javaType(spec.type())));
        }
    }

    @Override
    protected void compute() {
        try {
            // Holds only the pinned outputs, which it does not own: nothing to release.
            session.run(inputTensors, outputTensors);
        } catch (OrtException e) {
            throw new ModelException(entry().file() + ": ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    protected void release() {
        inputTensors.values().forEach(OnnxTensor::close);
        outputTensors.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException(entry().file() + ": ONNX Runtime cannot close it: " + e.getMessage(), e);
        }
    }
}
