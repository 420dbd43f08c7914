package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.Replies;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import dev.hearken.scene.SceneSource;
import dev.hearken.scene.Score;
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
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped models in a simulated room: spoken there, read from the hub. One thread, a clock set by hand. */
class FarFieldSpeakerTest {

    private static final long PERIOD_NANOS = 16_000_000L;

    @TempDir
    private Path folder;
    private long now = 1_000_000_000L;

    @Test
    void shouldUnderstandACommandFromAcrossTheRoomWhileItsOwnVoicePlays() throws IOException {
        Path root = Path.of(System.getProperty("hearken.root", "../.."));
        Assumptions.assumeTrue(Files.isRegularFile(root.resolve("models/packs/en-small/pack.yaml")), "skipped: the shipped pack is not here");
        Configuration configuration = configuration(root);
        FakeHub hub = new FakeHub();
        Scene scene;
        try (ModelSet models = ModelSet.open(configuration.models())) {
            try (SpeechSynthesizer voice = models.speech().synthesizer()) {
                scene = scene(voice);
            }
            listen(configuration, models, SceneSource.of(scene), hub);
        }
        JsonObject wake = hub.bodies("wake").get(0);
        assertEquals("computer", wake.getString("phrase"));
        assertTrue(Score.angleError(wake.getInteger("direction"), scene.azimuth(), false) < 20,
            "the talker is at " + scene.azimuth() + " degrees, published was " + wake.getInteger("direction"));
        assertEquals("HassTurnOn", hub.bodies("intent").get(0).getString("intent"));
    }

    private Configuration configuration(Path root) throws IOException {
        StringBuilder yaml = new StringBuilder("log-level: error\narray:\n  profile: beam\n  reference: channel\n  reference-channel: 4\n  microphones:\n");
        for (int c = 0; c < 4; c++) {
            var p = SceneArrays.CIRCULAR_4.geometry().positions().get(c);
            yaml.append("    - {channel: ").append(c).append(", x-mm: ").append(p.x() * 1000).append(", y-mm: ").append(p.y() * 1000).append("}\n");
        }
        Path file = Files.writeString(folder.resolve("hearken.yaml"), yaml);
        return new ConfigurationSources(new InstallationFolders(root.toAbsolutePath(), folder, Map.of()), Optional.of(file), Optional.empty(), List.of()).load();
    }

    /** Three metres away; the speaker plays noise that comes and goes, as loud as the talker. */
    private Scene scene(SpeechSynthesizer voice) {
        Path file = folder.resolve("command.wav");
        DemoRecording.make(voice, "computer", "turn on the kitchen lights", file);
        Random random = new Random(3);
        float[] played = new float[8 * 16_000];
        for (int i = 0; i < played.length; i++) {
            played[i] = (float) (0.2 * random.nextGaussian() * Math.max(0, Math.sin(i / 2500.0)));
        }
        SceneRecipe recipe = new SceneRecipe(SceneArrays.CIRCULAR_4.geometry(), 0, 3, 0.3, SceneRecipe.NONE, SceneRecipe.NONE, 35, 4, 2,
            Optional.of(new SceneRecipe.Playback(0, 0, 100, 0, 0)), 12);
        return new SceneMaker().make(recipe, SharedSound.read(file), new float[] {0}, List.of(), played);
    }

    private void listen(Configuration configuration, ModelSet models, SceneSource source, FakeHub hub) {
        Deque<Runnable> loop = new ArrayDeque<>();
        boolean[] finished = new boolean[1];
        FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
        SpeechParts speech = SpeechPartsFactory.create(configuration, models.speech());
        SpeakerAssembly assembly = new SpeakerAssembly(configuration, speech, new SoundParts(source, () -> source, sink, () -> sink), hub, Replies.shipped(),
            SpeakerChoices.of(configuration), SpeakerObserver.NONE, new SpeakerAssembly.Surroundings(loop::add, loop::add, Runnable::run, () -> now,
                Clock.fixed(Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.UTC), () -> "s1"), ending -> finished[0] = true);
        for (int i = 0; i < 3000 && !finished[0]; i++) {
            assembly.seats().forEach(seat -> {
                seat.invoker().invoke();
                for (Runnable action = loop.poll(); action != null; action = loop.poll()) {
                    action.run();
                }
            });
            now += PERIOD_NANOS;
        }
        assembly.seats().forEach(seat -> seat.invoker().close());
    }
}
