package dev.hearken.models.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * @param nativePath folder with libonnxruntime.so and libonnxruntime4j_jni.so of a board's own build; empty = the build that ships
 * @param providers  execution providers, preferred first: {@code cpu}, {@code xnnpack}, {@code acl}, {@code nnapi}, {@code qnn},
 *                   {@code vsinpu}, or the name of any other that the build has; what none of them computes, the processor does
 * @param threads    threads that compute one model, the caller's among them
 */
public record OnnxSettings(Optional<Path> nativePath, List<String> providers, int threads) {

    /** As it ships, on the processor, on the caller's thread. */
    public static final OnnxSettings DEFAULT = new OnnxSettings(Optional.empty(), List.of("cpu"), 1);

    public OnnxSettings {
        providers = List.copyOf(providers);
    }

    /** The same without any other provider. */
    public OnnxSettings onProcessor() {
        return new OnnxSettings(nativePath, DEFAULT.providers(), threads);
    }
}
