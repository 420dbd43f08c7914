package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.update.ContentId;
import dev.hearken.update.Golden;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Release;
import dev.hearken.update.Repository;
import dev.hearken.update.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The shipped pack, in a release, in a process of its own: as it is, and broken in the ways a bad model is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChildSelfTestTest {

    private static final Golden.Limits LIMITS = new Golden.Limits(5000, 1000, 400, 0);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");
    private GoldenFolder golden = new GoldenFolder(Path.of(""), List.of());

    private static Path shipped() {
        return Path.of(System.getProperty("hearken.root"), "models/packs/en-small");
    }

    @BeforeAll
    void speakTheGoldenRecordings() throws IOException {
        Path recordings = Files.createDirectories(folder.resolve("golden"));
        try (ModelSet models = ModelSet.open(new Configuration.Models("en-small", List.of(shipped().getParent()), BackEndSettings.DEFAULT));
             SpeechSynthesizer voice = models.speech().synthesizer()) {
            DemoRecording.make(voice, "turn on the kitchen light", recordings.resolve("light.wav"));
            DemoRecording.make(voice, "computer", recordings.resolve("computer.wav"));
        }
        golden = new GoldenFolder(recordings, List.of(new GoldenFolder.Entry("light.wav", Golden.Expectation.TRANSCRIPT, "turn on the kitchen light"),
            new GoldenFolder.Entry("computer.wav", Golden.Expectation.WAKE, "computer"), new GoldenFolder.Entry("light.wav", Golden.Expectation.NO_WAKE, "computer")));
        golden.write();
        assertEquals(golden, GoldenFolder.read(recordings));
        golden = new GoldenFolder(recordings, golden.entries().subList(0, 2));
    }

    private Optional<String> verdict(GoldenFolder recordings, Golden.Limits limits, Duration patience, Map<String, byte[]> damage) throws IOException {
        return new ChildSelfTest(folder, List.of(), patience, () -> ModelPlaces.NONE).failure(release(shipped(), recordings, limits, damage));
    }

    private InstalledRelease release(Path from, GoldenFolder recordings, Golden.Limits limits, Map<String, byte[]> damage) throws IOException {
        Repository repository = new Repository(folder.resolve("repository"));
        TargetFolder targets = new TargetFolder(repository, List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("1.0"));
        Target pack = targets.pack(from, recordings, limits);
        Release release = Release.of(List.of(pack));
        Path place = Files.createDirectories(folder.resolve("releases/" + release.digest() + damage.hashCode()));
        for (Map.Entry<String, ContentId> file : release.files().entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.copy(folder.resolve("repository").resolve(file.getValue().path()), path);
        }
        for (Map.Entry<String, byte[]> file : damage.entrySet()) {
            Files.write(place.resolve(file.getKey()), file.getValue());
        }
        Files.write(place.resolve("release.json"), release.manifest());
        return new InstalledRelease(release, folder.relativize(place).toString());
    }

    @Test
    void shouldPassThePackThatShips() throws IOException {
        assertEquals(Optional.empty(), verdict(golden, LIMITS, PATIENCE, Map.of()));
    }

    @Test
    void shouldSayWhatIsMisheard() throws IOException {
        GoldenFolder wrong = new GoldenFolder(golden.folder(), List.of(new GoldenFolder.Entry(golden.entries().get(0).path(), Golden.Expectation.TRANSCRIPT, "what time is it")));
        String reason = verdict(wrong, LIMITS, PATIENCE, Map.of()).orElseThrow();
        assertTrue(reason.startsWith("it mishears 1 of 1 recordings, 0 are allowed") && reason.contains("turn on the kitchen light"), reason);
    }

    @Test
    void shouldSayThatAModelCannotBeLoaded() throws IOException {
        String reason = verdict(golden, LIMITS, PATIENCE, Map.of("pack/en-small/recognizer.onnx", new byte[1000])).orElseThrow();
        assertTrue(reason.startsWith("it cannot be loaded or used: pack/en-small") && reason.contains("recognizer.onnx"), reason);
    }

    @Test
    void shouldEndOneThatTakesTooLong() throws IOException {
        assertEquals("its self-test did not end within 0 s", verdict(golden, LIMITS, Duration.ofMillis(100), Map.of()).orElseThrow());
    }

    @Test
    void shouldEndOneThatTakesTooMuchMemory() throws IOException {
        String reason = verdict(golden, new Golden.Limits(5000, 1000, 20, 0), PATIENCE, Map.of()).orElseThrow();
        assertEquals("it needs more than the 20 MiB of memory that are allowed", reason);
    }

    /**
     * The shipped pack with a voice activity detector for the NPU, too, whose file this machine cannot use: it falls back to ONNX Runtime, hears as well
     * as before, and is worse all the same where the one in use is on the NPU.
     */
    @Test
    void shouldRefuseAPackThatFallsBackWhereTheOneInUseDoesNot() throws IOException, NoSuchAlgorithmException {
        Path pack = folder.resolve("npu/en-small");
        copy(shipped(), pack);
        addNpuModel(pack);
        Path config = Files.writeString(folder.resolve("npu.yaml"), "backends:\n  order: {default: [rknn, onnx]}\n");
        List<String> options = List.of("--config", config.toString());
        GoldenFolder wake = new GoldenFolder(golden.folder(), golden.entries().subList(1, 2));
        InstalledRelease strict = release(pack, wake, LIMITS, Map.of());

        BackEndSettings order = new BackEndSettings(List.of("rknn", "onnx"), Map.of(), BackEndSettings.DEFAULT.onnx(), BackEndSettings.DEFAULT.rknn());
        List<Fallback> told = new ArrayList<>();
        try (ModelSet models = ModelSet.open(new Configuration.Models("en-small", List.of(pack.getParent()), order), told::add)) {
            assertTrue(models.places(told).places().contains(new ModelPlaces.Place("vad", "speech", "rknn")), "where it should run, as long as nothing else is known");
            models.speech().voiceActivityDetector().close();
            assertTrue(models.places(told).places().contains(new ModelPlaces.Place("vad", "speech", "onnx")));
            assertTrue(models.places(told).places().contains(new ModelPlaces.Place("recognizer", "phones", "onnx")));
        }

        String reason = new ChildSelfTest(folder, options, PATIENCE, () -> places("rknn")).failure(strict).orElseThrow();
        assertTrue(reason.startsWith("1 of its models cannot run on this board where those in use do, 0 are allowed; the first: vad 'speech' runs on onnx instead of rknn: "), reason);
        assertEquals(Optional.empty(), new SelfTestNote(folder).read(strict.release().digest()), "it did not pass");

        assertEquals(Optional.empty(), new ChildSelfTest(folder, options, PATIENCE, () -> places("onnx")).failure(strict), "it is not worse where that one has fallen back, too");
        assertEquals("vad", new SelfTestNote(folder).read(strict.release().digest()).orElseThrow().get(0).role());

        InstalledRelease lenient = release(pack, wake, new Golden.Limits(5000, 1000, 400, 0, 1), Map.of());
        assertEquals(Optional.empty(), new ChildSelfTest(folder, options, PATIENCE, () -> places("rknn")).failure(lenient), "its publisher allows it");
    }

    private static ModelPlaces places(String vad) {
        return new ModelPlaces(List.of(new ModelPlaces.Place("vad", "speech", vad)));
    }

    private static void addNpuModel(Path pack) throws IOException, NoSuchAlgorithmException {
        byte[] network = FakeModel.runningSum("int8", 1, 0).bytes();
        Files.createDirectories(pack.resolve("rk3588"));
        Files.write(pack.resolve("rk3588/vad.rknn"), network);
        String manifest = Files.readString(pack.resolve("pack.yaml"));
        String vad = manifest.substring(manifest.indexOf("- role: vad"), manifest.indexOf("- role: wake-verifier")).replace("  card: vad.md\n", "");
        String npu = vad.replace("backend: onnx", "backend: rknn").replace("file: vad.onnx", "socFiles: {rk3588: rk3588/vad.rknn}");
        String listed = "files:\n- {path: rk3588/vad.rknn, size: " + network.length + ", sha256: "
            + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(network)) + "}\n";
        Files.writeString(pack.resolve("pack.yaml"), manifest.replace("- role: vad", npu + "- role: vad").replace("files:\n", listed));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Files.isDirectory(file) ? copy : copy.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** A board that was busy for a moment must not give up a good model for ever. */
    @Test
    void shouldListenAgainToWhatWasAnsweredLate() {
        GoldenFolder.Entry light = golden.entries().get(0);
        Configuration.Models models = new Configuration.Models("en-small", List.of(shipped().getParent()), BackEndSettings.DEFAULT);
        double[] seconds = new double[2];
        for (int i = 0; i < 2; i++) {
            try (GoldenListener listener = new GoldenListener(models, List.of(), i == 0 ? Double.MAX_VALUE : -1, fallback -> { })) {
                assertTrue(listener.listen(golden.folder().resolve(light.path()), light.expected(), light.text()).right());
                seconds[i] = listener.seconds();
            }
        }
        assertEquals(3 * seconds[0], seconds[1], 1e-6, "twice more, and no more often");
    }
}
