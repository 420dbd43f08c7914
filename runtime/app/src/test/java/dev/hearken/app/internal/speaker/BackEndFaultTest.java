package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.app.internal.model.FallbackFaults;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.FileSource;
import dev.hearken.dialogue.Replies;
import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.onnx.OnnxBackend;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechSynthesizer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped models, the recogniser on a back end that fails in the middle of an utterance. One thread, a clock set by hand. */
class BackEndFaultTest {

    private static final long PERIOD_NANOS = 10_000_000L;
    private static final String SOURCE = "back-end recognizer phones";

    @TempDir
    private Path folder;
    private final OnnxBackend onnx = new OnnxBackend();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private long now = 1_000_000_000L;
    private Path root;
    private Path recording;
    private Configuration configuration;
    private Set<String> faultsAtTheEnd = Set.of();

    @BeforeEach
    void speak() throws IOException {
        root = Path.of(System.getProperty("hearken.root", "../.."));
        Path shipped = root.resolve("models/packs/en-small");
        Assumptions.assumeTrue(Files.isRegularFile(shipped.resolve("pack.yaml")), "skipped: the shipped pack is not here");
        configuration = new ConfigurationSources(new InstallationFolders(root.toAbsolutePath(), folder, Map.of()), Optional.empty(), Optional.empty(), List.of()).load();
        recording = folder.resolve("command.wav");
        try (SpeechModels models = SpeechModels.open(List.of(ModelPack.load(shipped)), List.of(onnx)); SpeechSynthesizer voice = models.synthesizer()) {
            DemoRecording.make(voice, "computer", "turn on the kitchen lights", recording);
        }
    }

    @AfterEach
    void close() {
        onnx.close();
    }

    /** The shipped pack, whose recogniser is there for {@code failing}, too. */
    private ModelPack pack() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("en-small"));
        try (Stream<Path> files = Files.list(root.resolve("models/packs/en-small"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        String manifest = Files.readString(copy.resolve("pack.yaml"));
        int from = manifest.indexOf("- role: recognizer");
        String recogniser = manifest.substring(from, manifest.indexOf("- role:", from + 1));
        Files.writeString(copy.resolve("pack.yaml"), manifest.replace(recogniser, recogniser + recogniser.replace("backend: onnx", "backend: failing")));
        return ModelPack.load(copy);
    }

    /** Everything up to the end of the dialogue. */
    private FakeHub listen(SpeechModels models, FallbackFaults fallbacks, Consumer<FakeHub> afterAStep) {
        FakeHub hub = new FakeHub();
        boolean[] finished = new boolean[1];
        AudioSource source = FileSource.open(recording, AudioFormat.SPEECH, 160);
        FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
        SpeakerAssembly assembly = new SpeakerAssembly(configuration, SpeechPartsFactory.create(configuration, models), new SoundParts(source, () -> source, sink, () -> sink),
            hub, Replies.shipped(), SpeakerChoices.of(configuration), SpeakerObserver.NONE, new SpeakerAssembly.Surroundings(loop::add, loop::add, Runnable::run, () -> now,
                Clock.fixed(Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.UTC), () -> "s1"), ending -> finished[0] = true);
        fallbacks.attach(fault -> loop.add(() -> assembly.dialogue().on(new SpeakerEvent.FaultChanged(fault))));
        for (int i = 0; i < 6000 && !finished[0]; i++) {
            assembly.seats().forEach(seat -> {
                seat.invoker().invoke();
                drain();
            });
            now += PERIOD_NANOS;
            afterAStep.accept(hub);
        }
        assertTrue(finished[0], "the dialogue did not end");
        faultsAtTheEnd = assembly.dialogue().openFaults();
        assembly.seats().forEach(seat -> seat.invoker().close());
        drain();
        return hub;
    }

    private void drain() {
        for (Runnable action = loop.poll(); action != null; action = loop.poll()) {
            action.run();
        }
    }

    private static JsonObject said(FakeHub hub, String kind) {
        List<JsonObject> bodies = hub.bodies(kind);
        assertEquals(1, bodies.size(), kind + ": " + bodies);
        JsonObject body = bodies.get(0).copy();
        List.of("id", "at", "expiresAt").forEach(body::remove);
        return body;
    }

    @Test
    void shouldUnderstandTheUtteranceAndTellTheFault() throws IOException {
        FallbackFaults fallbacks = new FallbackFaults(fallback -> { });
        FakeHub well;
        try (SpeechModels models = SpeechModels.open(List.of(ModelPack.load(root.resolve("models/packs/en-small"))), List.of(onnx))) {
            well = listen(models, fallbacks, hub -> { });
        }
        assertEquals("HassTurnOn", said(well, "intent").getString("intent"));
        assertEquals(List.of(), well.bodies("fault"));

        FailingBackEnd failing = new FailingBackEnd(onnx);
        FakeHub ill;
        BackendOrder order = new BackendOrder(List.of(failing, onnx), role -> role.equals("recognizer") ? List.of("failing", "onnx") : List.of("onnx"), fallbacks);
        try (SpeechModels models = SpeechModels.open(List.of(pack()), order)) {
            ill = listen(models, fallbacks, hub -> failing.awake = !hub.bodies("wake").isEmpty());
        }
        assertTrue(failing.failures > 0, "it was to fail in the middle of the utterance");
        assertEquals(said(well, "transcript"), said(ill, "transcript"));
        assertEquals(said(well, "intent"), said(ill, "intent"));

        JsonObject fault = ill.bodies("fault").get(0);
        assertEquals(SOURCE, fault.getString("source"));
        assertEquals("recognizer 'phones' runs on onnx instead of failing, having failed there: the wire broke", fault.getString("message"));
        assertEquals(false, fault.getBoolean("cleared"));
        assertEquals(Set.of(SOURCE), faultsAtTheEnd);
        assertTrue(ill.bodies("state").stream().anyMatch(state -> state.getJsonArray("faults").contains(SOURCE)), "the state says what is wrong: that lights the panel");
        JsonObject end = ill.bodies("fault").get(ill.bodies("fault").size() - 1);
        assertEquals(SOURCE, end.getString("source"));
        assertEquals(true, end.getBoolean("cleared"), "what is loaded next begins with the back end it should have");
    }
}
