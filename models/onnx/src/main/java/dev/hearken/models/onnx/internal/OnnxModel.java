package dev.hearken.models.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One session with its tensors bound once: inputs and outputs are direct buffers that ONNX Runtime reads and writes in place.
 */
public final class OnnxModel implements Model {

    private final ModelEntry entry;
    private final OrtSession session;
    private final List<ByteBuffer> inputs = new ArrayList<>();
    private final List<ByteBuffer> outputs = new ArrayList<>();
    private final Map<String, OnnxTensor> inputTensors = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();
    private boolean closed;

    /**
     * @param session becomes this object's own once this constructor has returned
     * @throws ModelException if the file's tensors are not those of the entry
     */
    public OnnxModel(OrtEnvironment environment, OrtSession session, ModelEntry entry) throws OrtException {
        this.entry = entry;
        this.session = session;
        OnnxTensors.check(entry, "input", entry.inputs(), session.getInputInfo());
        OnnxTensors.check(entry, "output", entry.outputs(), session.getOutputInfo());
        bind(environment, entry.inputs(), inputs, inputTensors);
        bind(environment, entry.outputs(), outputs, outputTensors);
    }

    private static void bind(OrtEnvironment environment, List<TensorSpec> specs, List<ByteBuffer> buffers,
                             Map<String, OnnxTensor> tensors) throws OrtException {
        for (TensorSpec spec : specs) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(spec.bytes()).order(ByteOrder.nativeOrder());
            long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
            // A view of its own: ONNX Runtime keeps the address, callers may move the position of theirs.
            ByteBuffer view = buffer.duplicate().order(ByteOrder.nativeOrder());
            tensors.put(spec.name(), OnnxTensor.createTensor(environment, view, shape, OnnxTensors.javaType(spec.type())));
            buffers.add(buffer);
        }
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
        return inputs.get(index);
    }

    @Override
    public ByteBuffer output(int index) {
        return outputs.get(index);
    }

    @Override
    public void run() {
        if (closed) {
            throw new ModelException(entry.file() + ": the model is closed");
        }
        try {
            // Holds only the pinned outputs, which it does not own: nothing to release.
            session.run(inputTensors, outputTensors);
        } catch (OrtException e) {
            throw new ModelException(entry.file() + ": ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        inputTensors.values().forEach(OnnxTensor::close);
        outputTensors.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException(entry.file() + ": ONNX Runtime cannot close it: " + e.getMessage(), e);
        }
    }
}
