package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.model.ModelSet;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Repository repository = new Repository(folder.resolve("repository"));
        TargetFolder targets = new TargetFolder(repository, List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("1.0"));
        Target pack = targets.pack(shipped(), recordings, limits);
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
        return new ChildSelfTest(folder, List.of(), patience).failure(new InstalledRelease(release, folder.relativize(place).toString()));
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
        assertTrue(reason.startsWith("it cannot be loaded or used: ") && reason.contains("recognizer.onnx"), reason);
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

    /** A board that was busy for a moment must not give up a good model for ever. */
    @Test
    void shouldListenAgainToWhatWasAnsweredLate() {
        GoldenFolder.Entry light = golden.entries().get(0);
        Configuration.Models models = new Configuration.Models("en-small", List.of(shipped().getParent()), BackEndSettings.DEFAULT);
        double[] seconds = new double[2];
        for (int i = 0; i < 2; i++) {
            try (GoldenListener listener = new GoldenListener(models, List.of(), i == 0 ? Double.MAX_VALUE : -1)) {
                assertTrue(listener.listen(golden.folder().resolve(light.path()), light.expected(), light.text()).right());
                seconds[i] = listener.seconds();
            }
        }
        assertEquals(3 * seconds[0], seconds[1], 1e-6, "twice more, and no more often");
    }
}
