package dev.hearken.app.internal.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of section {@code backends}. */
final class BackEndReader {

    /** What users call a model, and the role that packs give it. */
    private static final Map<String, String> ROLES = roles();

    private BackEndReader() {
    }

    static BackEndSettings read(Section section) {
        BackEndSettings defaults = BackEndSettings.DEFAULT;
        Section order = section.section("order");
        List<String> usual = names(order, "default", defaults.usual());
        Map<String, List<String>> byRole = new LinkedHashMap<>();
        ROLES.forEach((key, role) -> {
            List<String> own = names(order, key, usual);
            if (!own.equals(usual)) {
                byRole.put(role, own);
            }
        });
        Section onnx = section.section("onnx");
        Section rknn = section.section("rknn");
        return new BackEndSettings(usual, byRole,
            new BackEndSettings.Onnx(onnx.path("native-path"), names(onnx, "providers", defaults.onnx().providers()), onnx.integer("threads", defaults.onnx().threads(), 1, 16)),
            new BackEndSettings.Rknn(rknn.optionalText("library"), rknn.choice("core-mask", defaults.rknn().coreMask())));
    }

    private static List<String> names(Section section, String key, List<String> fallback) {
        List<String> names = section.texts(key, fallback);
        if (names.isEmpty() || names.stream().anyMatch(name -> !name.matches("[a-z0-9-]{1,32}")) || names.stream().distinct().count() < names.size()) {
            section.reject(key, "must be a list of names such as onnx, preferred first, each once");
            return fallback;
        }
        return names;
    }

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("recogniser", "recognizer");
        roles.put("wake-verifier", "wake-verifier");
        roles.put("vad", "vad");
        roles.put("voice", "voice");
        return roles;
    }
}
