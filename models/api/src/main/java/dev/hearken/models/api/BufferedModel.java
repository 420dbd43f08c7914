package dev.hearken.models.api;

import java.nio.ByteBuffer;
import java.util.List;

/** What models have in common whose tensors lie in buffers that stay the same: all but the computing. */
public abstract class BufferedModel implements Model {

    private final ModelEntry entry;
    private final List<ByteBuffer> inputs;
    private final List<ByteBuffer> outputs;
    private boolean closed;

    /** With buffers of its own. */
    protected BufferedModel(ModelEntry entry) {
        this(entry, entry.inputs().stream().map(TensorSpec::allocate).toList(), entry.outputs().stream().map(TensorSpec::allocate).toList());
    }

    /** @param inputs in the order of the entry, likewise {@code outputs} */
    protected BufferedModel(ModelEntry entry, List<ByteBuffer> inputs, List<ByteBuffer> outputs) {
        this.entry = entry;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    /** Computes all outputs from all inputs; not called any more once the model is closed. */
    protected abstract void compute();

    /** Gives back whatever {@link #compute} needs; once. */
    protected abstract void release();

    protected final ModelEntry entry() {
        return entry;
    }

    @Override
    public final List<TensorSpec> inputs() {
        return entry.inputs();
    }

    @Override
    public final List<TensorSpec> outputs() {
        return entry.outputs();
    }

    @Override
    public final ByteBuffer input(int index) {
        return inputs.get(index);
    }

    @Override
    public final ByteBuffer output(int index) {
        return outputs.get(index);
    }

    @Override
    public final void run() {
        if (closed) {
            throw new ModelException(entry.file() + ": the model is closed");
        }
        compute();
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }
}
