package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.Replies;
import dev.hearken.hub.HubPort.Message;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.SpeechRecognizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a sound with a fake in every room, on one thread and with a clock set by hand. */
class SpeakerAssemblyTest {

    @TempDir
    private Path folder;

    private final FakeHub hub = new FakeHub();
    private final FakeSound.Source source = new FakeSound.Source(AudioFormat.SPEECH);
    private final FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
    private final FakeHearing.Wake wake = new FakeHearing.Wake();
    private final FakeHearing.Recogniser recogniser = new FakeHearing.Recogniser();
    private final FakeHearing.Voice voice = new FakeHearing.Voice();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private SpeakerAssembly assembly;
    private long now = 1_000_000_000L;
    private int sessions;
    private boolean finished;

    @BeforeEach
    void assemble() {
        Configuration configuration = new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.empty(),
            Optional.empty(), List.of(new ConfigurationSources.Override("--set", "signs.enabled", "false"))).load();
        SpeechParts speech = new SpeechParts(FakeHearing.words("computer"), () -> wake, FakeHearing.Activity::new, () -> recogniser, FakeHearing.grammar(),
            source -> FakeHearing.compiled(source), FakeHearing::matcher, () -> recogniser, Optional.empty(), Optional.of(() -> voice), Optional.empty());
        assembly = new SpeakerAssembly(configuration, speech, new SoundParts(source, () -> source, sink, () -> sink), hub, Replies.shipped(),
            SpeakerChoices.of(configuration), SpeakerObserver.NONE, new SpeakerAssembly.Surroundings(loop::add, loop::add, Runnable::run, () -> now,
                Clock.fixed(Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.UTC), () -> "s" + ++sessions), ending -> finished = true);
    }

    /** One period of 10 ms for everybody. */
    private void step(int periods) {
        for (int i = 0; i < periods; i++) {
            assembly.seats().forEach(seat -> {
                seat.invoker().invoke();
                drain();
            });
            now += 10_000_000L;
        }
    }

    private void drain() {
        for (Runnable action = loop.poll(); action != null; action = loop.poll()) {
            action.run();
        }
    }

    private void tick() {
        assembly.tick();
        drain();
    }

    private List<String> states() {
        return hub.bodies("state").stream().map(s -> s.getString("state")).toList();
    }

    private void sayCommand() {
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 8000);
    }

    @Test
    void shouldWakeUnderstandPublishAndAnswer() {
        sayCommand();
        step(500);
        JsonObject woke = hub.bodies("wake").get(0);
        assertEquals("computer", woke.getString("phrase"));
        assertEquals(0.95, woke.getDouble("score"));
        assertEquals("s1", woke.getString("sessionId"));
        assertEquals("2026-11-20T08:30:00Z", woke.getString("at"));
        assertEquals("turn on", hub.bodies("partial").get(0).getString("text"));
        JsonObject transcript = hub.bodies("transcript").get(0);
        assertEquals("turn on the light", transcript.getString("text"));
        assertEquals("silence", transcript.getString("endReason"));
        JsonObject intent = hub.bodies("intent").get(0);
        assertEquals("HassTurnOn", intent.getString("intent"));
        assertEquals("light", intent.getJsonObject("slots").getJsonObject("name").getString("value"));
        assertEquals("computer", intent.getString("wakeWord"));
        assertTrue(hub.bodies("reply").get(0).getBoolean("spoken"));
        assertEquals(hub.bodies("reply").get(0).getString("text").length() * 100, sink.played.size());
        assertEquals(List.of("idle", "listening", "answering", "speaking", "idle"), states());
        assertTrue(finished, "the recording is over, and so is the dialogue");
    }

    @Test
    void shouldPublishIntentsAtQosOneAndNotRetained() {
        sayCommand();
        step(500);
        Message intent = hub.published.stream().filter(m -> m.topic().endsWith("/intent")).findFirst().orElseThrow();
        assertEquals(1, intent.qos());
        assertFalse(intent.retain());
        assertEquals(Message.Urgency.INTENT, intent.urgency());
    }

    @Test
    void shouldGiveTheRecogniserTheCommandRightBehindTheWakeWord() {
        sayCommand();
        step(500);
        long wakeSamples = recogniser.heard.stream().filter(s -> s == FakeHearing.WAKE).count();
        assertEquals(DialogueLoop.MARGIN_SAMPLES, wakeSamples);
        assertEquals(16_000, recogniser.heard.stream().filter(s -> s == 5).count());
    }

    @Test
    void shouldObeyTheHub() {
        source.waits = true;
        step(3);
        hub.receive("say", "{\"text\": \"Dinner\"}", false);
        drain();
        step(20);
        assertEquals("Dinner", hub.bodies("reply").get(0).getString("text"));
        assertEquals(600, sink.played.size());
        hub.receive("volume", "40", false);
        hub.receive("mute", "on", false);
        drain();
        JsonObject state = hub.bodies("state").get(hub.bodies("state").size() - 1);
        assertEquals(40, state.getInteger("volume"));
        assertTrue(state.getBoolean("muted"));
        assertEquals("muted", state.getString("state"));
        sayCommand();
        step(400);
        assertEquals(List.of(), hub.bodies("wake"), "muted");
        assembly.close();
    }

    @Test
    void shouldIgnoreRetainedCommands() {
        step(3);
        hub.receive("say", "Dinner", true);
        hub.receive("mute", "on", true);
        drain();
        step(20);
        assertEquals(List.of(), hub.bodies("reply"));
        assertFalse(states().contains("muted"));
    }

    @Test
    void shouldListenWhenTheHubAsksAndStopWhenItSaysSo() {
        source.then(5, 160_000);
        step(5);
        hub.receive("listen", "", false);
        drain();
        step(5);
        assertEquals("listening", states().get(states().size() - 1));
        assertEquals(1, hub.bodies("partial").size());
        hub.receive("stop", "", false);
        drain();
        step(5);
        assertEquals("idle", states().get(states().size() - 1));
    }

    @Test
    void shouldTellWhatIsWrongWithACommand() {
        step(3);
        hub.receive("volume", "loud", false);
        hub.receive("say", "{broken", false);
        drain();
        assertEquals(2, hub.bodies("fault").size());
        assertEquals("hearken/default/volume: volume: {\"volume\": 0 to 100} is expected, not 'loud'", hub.bodies("fault").get(0).getString("message"));
    }

    @Test
    void shouldStopSpeakingWhenWokenAndListenAnew() {
        source.waits = true;
        step(3);
        hub.receive("say", "x".repeat(500), false);
        drain();
        step(5);
        assertEquals("speaking", states().get(states().size() - 1));
        source.then(FakeHearing.WAKE, 1600).then(5, 8000);
        step(60);
        assertEquals("listening", states().get(states().size() - 1));
        int played = sink.played.size();
        step(10);
        assertEquals(played, sink.played.size(), "silent while listening");
    }

    @Test
    void shouldBeSilentTwoPeriodsAfterAWakeWordIsKnown() {
        source.waits = true;
        step(3);
        hub.receive("say", "x".repeat(500), false);
        drain();
        step(5);
        source.then(FakeHearing.WAKE, 1600).then(5, 8000);
        int steps = 0;
        while (hub.bodies("wake").isEmpty() && steps < 60) {
            step(1);
            steps++;
        }
        assertFalse(hub.bodies("wake").isEmpty(), "the wake word was heard");
        step(2);
        int played = sink.played.size();
        assertTrue(sink.stops > 0, "what the card still holds is dropped");
        step(10);
        assertEquals(played, sink.played.size(), "20 ms after the wake word was known nothing more is played");
    }

    @Test
    void shouldGoOnWithoutAVoiceAndSaySo() {
        voice.broken = true;
        sayCommand();
        source.waits = true;
        step(400);
        assertEquals(1, hub.bodies("intent").size());
        JsonObject fault = hub.bodies("fault").get(0);
        assertEquals("synthesiser", fault.getString("source"));
        assertEquals("voice lost", fault.getString("message"));
        assertEquals("idle", states().get(states().size() - 1));
        voice.broken = false;
        sayCommand();
        step(400);
        assertEquals(2, hub.bodies("intent").size(), "the second command is understood as well");
        assertTrue(hub.bodies("fault").get(1).getBoolean("cleared"));
        assertFalse(sink.played.isEmpty(), "and answered");
    }

    @Test
    void shouldReportABrokenMicrophoneAndRecover() {
        source.waits = true;
        step(3);
        source.broken = true;
        step(3);
        assertEquals("faulted", states().get(states().size() - 1));
        assertEquals("capture", hub.bodies("state").get(hub.bodies("state").size() - 1).getJsonArray("faults").getString(0));
        source.broken = false;
        sayCommand();
        step(500);
        assertEquals(1, hub.bodies("intent").size());
        assertTrue(hub.bodies("fault").get(1).getBoolean("cleared"));
    }

    @Test
    void shouldReportABrokenRecogniserAndHearTheNextCommand() {
        recogniser.broken = true;
        sayCommand();
        source.waits = true;
        step(400);
        assertEquals(List.of(), hub.bodies("intent"));
        assertEquals("recogniser", hub.bodies("fault").get(0).getString("source"));
        recogniser.broken = false;
        step(400);
        sayCommand();
        step(400);
        assertEquals(1, hub.bodies("intent").size());
    }

    @Test
    void shouldGiveUpOnAnUtteranceThatNeverEnds() {
        source.then(1, 160).then(FakeHearing.WAKE, 1600).then(5, 16_000);
        source.waits = true;
        step(200);
        assertEquals("listening", states().get(states().size() - 1));
        now += 60_000_000_000L;
        tick();
        assertEquals("timeout", hub.bodies("transcript").get(0).getString("reason"));
        assertEquals("idle", states().get(states().size() - 1));
    }

    @Test
    void shouldFinishWithARecordingInWhichNothingIsSaid() {
        source.then(1, 1600);
        step(30);
        assertTrue(finished);
    }

    private static SpeechParts parts(Supplier<SpeechRecognizer> recogniser, Optional<Supplier<SpeechSynthesizer>> voice) {
        return new SpeechParts(FakeHearing.words("computer"), FakeHearing.Wake::new, FakeHearing.Activity::new, recogniser, FakeHearing.grammar(), FakeHearing::compiled,
            FakeHearing::matcher, recogniser, Optional.empty(), voice, Optional.empty());
    }

    @Test
    void shouldGoOverToOtherModelsInAPauseAndLoseNothing() {
        FakeHearing.Recogniser newRecogniser = new FakeHearing.Recogniser();
        FakeHearing.Voice newVoice = new FakeHearing.Voice();
        SpeechParts parts = parts(() -> newRecogniser, Optional.of(() -> newVoice));
        boolean[] changed = new boolean[1];
        source.waits = true;
        sayCommand();
        step(60);
        assembly.modelChange().to(LoadedSpeech.load(parts), () -> changed[0] = true);
        step(100);
        assertFalse(changed[0], "somebody is speaking");
        step(400);
        assertEquals(1, hub.bodies("intent").size());
        assertEquals(16_000, recogniser.heard.stream().filter(s -> s == 5).count(), "the old recogniser heard all of the command");
        source.then(0, 32_000);
        step(300);
        assertTrue(changed[0], "in the pause");
        sayCommand();
        step(500);
        assertEquals(2, hub.bodies("intent").size());
        assertEquals(16_000, newRecogniser.heard.stream().filter(s -> s == 5).count(), "the new one all of the next");
        assertEquals(0L, assembly.metrics().snapshot().get("framesDropped"));
        assertEquals(0L, assembly.metrics().snapshot().get("frontEndGaps"));
        assertEquals(0, hub.bodies("fault").size());
    }

    @Test
    void shouldNotWaitForeverForAPause() {
        boolean[] changed = new boolean[1];
        SpeechParts parts = parts(FakeHearing.Recogniser::new, Optional.empty());
        source.then(1, 500_000);
        step(1);
        assembly.modelChange().to(LoadedSpeech.load(parts), () -> changed[0] = true);
        step(2900);
        assertFalse(changed[0]);
        step(300);
        assertTrue(changed[0]);
    }

    @Test
    void shouldNotWaitForAMicrophoneThatGivesNothing() {
        boolean[] changed = new boolean[1];
        SpeechParts parts = parts(FakeHearing.Recogniser::new, Optional.empty());
        source.waits = true;
        step(1);
        assembly.modelChange().to(LoadedSpeech.load(parts), () -> changed[0] = true);
        step(200);
        assertFalse(changed[0]);
        step(200);
        assertTrue(changed[0]);
    }

    @Test
    void shouldOpenTheNewModelsAgainAfterAFailure() {
        FakeHearing.Recogniser fresh = new FakeHearing.Recogniser();
        FakeHearing.Recogniser broken = new FakeHearing.Recogniser();
        broken.broken = true;
        Deque<FakeHearing.Recogniser> offered = new ArrayDeque<>(List.of(broken, fresh));
        SpeechParts parts = parts(offered::poll, Optional.empty());
        assembly.modelChange().to(LoadedSpeech.load(parts), () -> { });
        source.waits = true;
        source.then(0, 32_000);
        step(250);
        sayCommand();
        step(400);
        assertEquals("recogniser", hub.bodies("fault").get(0).getString("source"));
        sayCommand();
        step(400);
        assertEquals(16_000, fresh.heard.stream().filter(s -> s == 5).count());
    }

    @Test
    void shouldCountWhatTheAgentsDo() {
        sayCommand();
        step(500);
        Map<String, Number> metrics = assembly.metrics().snapshot();
        assertEquals(32_800L, metrics.get("framesCaptured"));
        assertEquals(0L, metrics.get("framesDropped"));
        assertTrue(metrics.containsKey("front-end.longestCycleMicros"), metrics.toString());
    }
}
