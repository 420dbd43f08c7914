package dev.hearken.app.internal.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration.Models;
import dev.hearken.app.internal.model.BackEnds;
import dev.hearken.app.internal.model.FallbackJournal;
import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.models.npu.NpuSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack whose voice activity detector is for the NPU and for ONNX Runtime, on a machine with no NPU. */
class ModelChecksTest {

    @TempDir
    Path folder;

    private Models models(List<String> order) throws IOException, NoSuchAlgorithmException {
        Path pack = Files.createDirectories(folder.resolve("packs/two"));
        Path shipped = Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/en-small");
        Files.copy(shipped.resolve("vad.onnx"), pack.resolve("vad.onnx"));
        Files.createDirectories(pack.resolve("rk3566"));
        Files.write(pack.resolve("rk3566/vad.rknn"), FakeModel.runningSum("int8", 1, 0).bytes());
        String manifest = Files.readString(shipped.resolve("pack.yaml"));
        String vad = manifest.substring(manifest.indexOf("- role: vad"), manifest.indexOf("- role: wake-verifier")).replace("  card: vad.md\n", "");
        Files.writeString(pack.resolve("pack.yaml"), """
            format: 1
            id: two
            version: 0.1.0
            language: en
            licence: Apache-2.0
            runtime: {min: "0.1", below: "1.0"}
            boards: [any]
            models:
            """ + vad + vad.replace("backend: onnx", "backend: rknn").replace("file: vad.onnx", "socFiles: {rk3566: rk3566/vad.rknn}")
            + "files:\n" + listed(pack, "vad.onnx") + listed(pack, "rk3566/vad.rknn"));
        return new Models("two", List.of(folder.resolve("packs")), new BackEndSettings(order, Map.of(), BackEndSettings.DEFAULT.onnx(),
            new BackEndSettings.Rknn(Optional.empty(), BackEndSettings.CoreMask.AUTO)));
    }

    private static String listed(Path pack, String file) throws IOException, NoSuchAlgorithmException {
        byte[] bytes = Files.readAllBytes(pack.resolve(file));
        return "- {path: " + file + ", size: " + bytes.length + ", sha256: " + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + "}\n";
    }

    private FallbackJournal journal() {
        return new FallbackJournal(folder.resolve("state"), Clock.systemUTC());
    }

    @Test
    void shouldSayWhyAModelDoesNotRunOnTheNpu() throws IOException, NoSuchAlgorithmException {
        List<Check> checks = ModelChecks.of(models(List.of("rknn", "onnx")), journal());
        assertEquals(1, checks.size(), checks.toString());
        assertEquals(Check.Verdict.WARNING, checks.get(0).verdict());
        String detail = checks.get(0).detail();
        assertTrue(detail.startsWith("vad 'speech' runs on onnx instead of rknn: rknn: "), detail);
        // Where the tests run on a board with such an NPU, its library refuses the file in its own words.
        assertTrue(Files.exists(NpuSettings.DEVICE_TREE) || detail.contains("the pack has files for [rk3566]"), detail);
    }

    @Test
    void shouldSayOnWhatAModelRunsAndWithWhichVersion() throws IOException, NoSuchAlgorithmException {
        List<Check> checks = ModelChecks.of(models(List.of("onnx", "rknn")), journal());
        assertEquals(List.of(Check.ok("model", "vad 'speech' runs on onnx (1.28.0, providers [CPU])")), checks);
    }

    @Test
    void shouldTellWhatTheRunningSpeakerHasNoted() throws IOException, NoSuchAlgorithmException {
        Path noted = Files.createDirectories(folder.resolve("state")).resolve("back-end-fallbacks.txt");
        Files.writeString(noted, "2026-11-27T17:00:00Z recognizer 'phones' runs on onnx instead of rknn\n");
        List<Check> checks = ModelChecks.of(models(List.of("onnx")), journal());
        assertEquals(List.of(Check.warning("running speaker", "2026-11-27T17:00:00Z recognizer 'phones' runs on onnx instead of rknn")), checks);
    }

    @Test
    void shouldLoadNothingWhereOnlyOneBackEndIsWishedFor() throws IOException, NoSuchAlgorithmException {
        assertEquals(List.of(), ModelChecks.of(models(List.of("onnx")), journal()));
    }

    @Test
    void shouldKnowTheBackEndsOfBoardFiles() throws IOException, NoSuchAlgorithmException {
        assertEquals(List.of("rknn", "onnx"), BackEnds.configured(models(List.of("rknn", "onnx")).backEnds()).stream().map(b -> b.name()).toList());
    }
}
