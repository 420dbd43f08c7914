package dev.hearken.models.api;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A loaded network with fixed shapes. The back end owns all buffers: callers fill {@link #input(int)}, call {@link #run()}
 * and read {@link #output(int)}; the same buffer objects are returned every time and nothing is allocated a run beyond what
 * the native library's binding itself does.
 *
 * <p>Confined to one thread at a time. Buffers are direct, in native byte order, with position 0 and limit = capacity.
 */
public interface Model extends AutoCloseable {

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    ByteBuffer input(int index);

    ByteBuffer output(int index);

    /**
     * Computes all outputs from all inputs.
     *
     * @throws ModelException if the back end fails; the model may be used again unless {@link ModelException#lost()}
     */
    void run();

    @Override
    void close();

    /** Index of the named input. */
    default int inputIndex(String name) {
        return index(inputs(), name);
    }

    /** Index of the named output. */
    default int outputIndex(String name) {
        return index(outputs(), name);
    }

    private static int index(List<TensorSpec> specs, String name) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new ModelException("no tensor named '" + name + "' among " + specs.stream().map(TensorSpec::name).toList());
    }
}
