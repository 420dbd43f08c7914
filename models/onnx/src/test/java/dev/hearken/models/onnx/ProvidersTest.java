package dev.hearken.models.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.InferenceBackend.Probe;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to providers that the build at hand does not have, and where another build is taken from. */
class ProvidersTest {

    private static final List<TensorSpec> X = List.of(new TensorSpec("x", ElementType.FLOAT32, List.of(1, 4)));
    private static final List<TensorSpec> Y = List.of(new TensorSpec("y", ElementType.FLOAT32, List.of(1, 4)));

    @TempDir
    Path folder;

    /** Prints what a process that wishes for this native path and these providers finds. */
    static final class Child {

        private Child() {
        }

        public static void main(String[] arguments) {
            OnnxSettings settings = new OnnxSettings(Optional.of(Path.of(arguments[0])), List.of(arguments[1].split(",")), 1);
            try (OnnxBackend backend = new OnnxBackend(settings)) {
                Probe probe = backend.probe();
                System.out.println(probe.usable() + " " + probe.version() + " " + probe.detail());
                System.out.println("path " + System.getProperty("onnxruntime.native.path"));
            }
        }
    }

    private static String child(Path nativePath, String providers) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp",
            System.getProperty("java.class.path"), Child.class.getName(), nativePath.toString(), providers).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void extract(String library, Path into) throws IOException {
        String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";
        try (var in = ai.onnxruntime.OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/" + platform + "/" + library)) {
            Files.copy(in, into.resolve(library));
        }
    }

    @Test
    void shouldExplainAProviderThatTheBuildDoesNotHaveAndComputeOnTheNext() throws IOException {
        OnnxSettings settings = new OnnxSettings(Optional.empty(), List.of("xnnpack", "vsinpu", "cpu"), 2);
        byte[] file = new OnnxFile().input("x", 1, 4).output("y", 1, 4).node("Add", "y", "x", "x").bytes();
        ModelEntry entry = new ModelEntry("vad", "net", "onnx", Files.write(folder.resolve("net.onnx"), file), X, Y, Map.of());
        try (OnnxBackend backend = new OnnxBackend(settings); Model model = backend.load(entry)) {
            Probe probe = backend.probe();
            assertTrue(probe.usable());
            assertTrue(probe.detail().contains("provider xnnpack is not in this build of ONNX Runtime, which has [CPU]"), probe.detail());
            assertTrue(probe.detail().contains("provider vsinpu is not in this build"), probe.detail());
            model.input(0).putFloat(0, 21);
            model.run();
            assertEquals(42f, model.output(0).getFloat(0));
        }
    }

    @Test
    void shouldLeaveOutWhatStandsBehindTheProcessor() {
        try (OnnxBackend backend = new OnnxBackend(new OnnxSettings(Optional.empty(), List.of("cpu", "xnnpack"), 1))) {
            assertEquals("providers [CPU]", backend.probe().detail().split(";")[0]);
            assertTrue(!backend.probe().detail().contains("xnnpack"), backend.probe().detail());
        }
    }

    @Test
    void shouldLoadTheBuildOfTheFolderThatIsNamed() throws IOException {
        extract("libonnxruntime.so", folder);
        extract("libonnxruntime4j_jni.so", folder);
        String found = child(folder, "cpu");
        assertTrue(found.startsWith("true 1.28.0 providers [CPU]\n"), found);
        assertTrue(found.contains("path " + folder), found);
    }

    @Test
    void shouldUseTheBuildThatShipsWhereTheFolderHasNone() throws IOException {
        String found = child(folder, "cpu");
        assertTrue(found.startsWith("true 1.28.0 "), found);
        assertTrue(found.contains("has no libonnxruntime.so and no libonnxruntime4j_jni.so, so the build that ships is used"), found);
    }
}
