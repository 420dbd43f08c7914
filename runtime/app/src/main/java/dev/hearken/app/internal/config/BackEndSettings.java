package dev.hearken.app.internal.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What computes the networks, section {@code backends}: mostly written in a board file, for a small network may be faster on the
 * processor than on an NPU.
 *
 * @param usual  names of back ends for every model without an order of its own, preferred first
 * @param byRole the same by the role that a pack's model has, such as {@code recognizer}
 * @param onnx   ONNX Runtime
 * @param rknn   Rockchip's NPU
 */
public record BackEndSettings(List<String> usual, Map<String, List<String>> byRole, Onnx onnx, Rknn rknn) {

    /** ONNX Runtime as it ships, on the processor. */
    public static final BackEndSettings DEFAULT = new BackEndSettings(List.of("onnx"), Map.of(), new Onnx(Optional.empty(), List.of("cpu"), 1),
        new Rknn(Optional.empty(), CoreMask.AUTO));

    public BackEndSettings {
        usual = List.copyOf(usual);
        byRole = Map.copyOf(byRole);
    }

    /** Names of the back ends that may run models of a role, preferred first. */
    public List<String> order(String role) {
        return byRole.getOrDefault(role, usual);
    }

    /** Every back end that any model may use, each once; the usual ones in their order, then those of single roles. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>(usual);
        byRole.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> names.addAll(entry.getValue()));
        return List.copyOf(names);
    }

    /**
     * @param nativePath folder with libonnxruntime.so and libonnxruntime4j_jni.so of a board's own build; empty = the one that ships
     * @param providers  execution providers, preferred first: cpu, xnnpack, acl, nnapi, qnn, vsinpu, …
     * @param threads    threads that compute one model, the caller's among them
     */
    public record Onnx(Optional<Path> nativePath, List<String> providers, int threads) {
        public Onnx {
            providers = List.copyOf(providers);
        }
    }

    /**
     * @param library  file name or path of the NPU's library; empty = librknnrt.so where the system has it
     * @param coreMask cores that compute
     */
    public record Rknn(Optional<String> library, CoreMask coreMask) {
    }

    /** Cores of an NPU with several; boards with one core take AUTO only. */
    public enum CoreMask {
        AUTO(0), CORE_0(1), CORE_1(2), CORE_2(4), CORE_0_1(3), CORE_0_1_2(7), ALL(0xffff);

        private final int bits;

        CoreMask(int bits) {
            this.bits = bits;
        }

        /** The value that rknn_set_core_mask takes. */
        public int bits() {
            return bits;
        }
    }
}
