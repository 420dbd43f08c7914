package dev.hearken.models.api;

/** One way to run networks: ONNX Runtime on the processor, an NPU's own library. Thread-safe; the models it loads are not. */
public interface InferenceBackend extends AutoCloseable {

    /** Short name used in board files, packs and {@code doctor}: {@code onnx}, {@code rknn}. */
    String name();

    /** Looks whether this machine can run models here; never throws. */
    Probe probe();

    /**
     * Loads the model file of a pack's entry and checks its tensors against those the entry states.
     *
     * @throws ModelException if the file or the shapes are not what the entry says, or the back end refuses them
     */
    Model load(ModelEntry entry);

    @Override
    void close();

    /**
     * @param usable  whether {@link #load} can be expected to work
     * @param version the native library's own version, empty if unknown
     * @param detail  devices and providers found, or the reason why it is not usable
     */
    record Probe(boolean usable, String version, String detail) {
    }
}
