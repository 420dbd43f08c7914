package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.Replies;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.Transcript.SlotValue;
import java.lang.reflect.Proxy;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers in the state folder of a speaker that is killed, and the hub's stop. */
class TimerWiringTest {

    @TempDir
    private Path folder;

    private final Deque<Runnable> loop = new ArrayDeque<>();
    private FakeHub hub;
    private FakeSound.Source source;
    private long now = 1_000_000_000L;

    @Test
    void shouldRingAfterARestartAtTheExactTimeAndStopWhenTheHubSaysSo() {
        SpeakerAssembly first = assemble();
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(first, 300);
        assertEquals("Timer set for 1 minute.", hub.bodies("reply").get(0).getString("text"));
        first.close();
        assertTrue(Files.exists(folder.resolve("timers.yaml")), "in the state folder");

        SpeakerAssembly second = assemble();
        tick(second);
        long wait = second.dialogue().millisToDue();
        now += wait * 1_000_000L;
        for (int i = 0; i < 100 && hub.bodies("reply").isEmpty(); i++) {
            tick(second);
            now += second.dialogue().millisToDue() * 1_000_000L;
        }
        assertEquals("Your timer of 1 minute is done.", hub.bodies("reply").get(0).getString("text"));
        assertTrue(second.dialogue().ringing(), "for the lights");
        hub.receive("stop", "", false);
        drain();
        assertFalse(second.dialogue().ringing());
        int told = hub.bodies("reply").size();
        for (int i = 0; i < 100; i++) {
            step(second, 20);
            tick(second);
            now += 1_000_000_000L;
        }
        assertEquals(told, hub.bodies("reply").size(), "stop ends the ringing too");
        second.close();
    }

    private SpeakerAssembly assemble() {
        hub = new FakeHub();
        source = new FakeSound.Source(AudioFormat.SPEECH);
        source.waits = true;
        FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
        Configuration configuration = new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.empty(), Optional.empty(),
            List.of(new ConfigurationSources.Override("--set", "signs.enabled", "false"), new ConfigurationSources.Override("--set", "state-folder", folder.toString()))).load();
        SpeechParts speech = new SpeechParts(FakeHearing.words("computer"), FakeHearing.Wake::new, FakeHearing.Activity::new, TimerWiringTest::minuteTimer, FakeHearing.grammar(),
            FakeHearing::compiled, FakeHearing::matcher, TimerWiringTest::minuteTimer, Optional.empty(), Optional.of(FakeHearing.Voice::new), Optional.empty());
        FakeSound.Source open = source;
        return new SpeakerAssembly(configuration, speech, new SoundParts(open, () -> open, sink, () -> sink), hub, Replies.shipped(),
            SpeakerChoices.of(configuration), SpeakerObserver.NONE, new SpeakerAssembly.Surroundings(loop::add, loop::add, Runnable::run, () -> now,
                Clock.fixed(Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.UTC), () -> "s1"), ending -> { });
    }

    /** Hears "set a timer for one minute" in anything. */
    private static SpeechRecognizer minuteTimer() {
        SpeechRecognizer ears = new FakeHearing.Recogniser();
        Transcript heard = new Transcript(List.of(new Transcript.Hypothesis("HassStartTimer", "set a timer for one minute",
            Map.of("minutes", new SlotValue("1", "one")), 0.9, new Transcript.Evidence(0, 0, 0, 0, 9))), false, 1, EndReason.SILENCE);
        return (SpeechRecognizer) Proxy.newProxyInstance(SpeechRecognizer.class.getClassLoader(), new Class<?>[] {SpeechRecognizer.class},
            (proxy, method, arguments) -> method.getName().equals("finish") ? heard : method.invoke(ears, arguments));
    }

    private void step(SpeakerAssembly assembly, int periods) {
        for (int i = 0; i < periods; i++) {
            assembly.seats().forEach(seat -> {
                seat.invoker().invoke();
                drain();
            });
            now += 10_000_000L;
        }
    }

    private void tick(SpeakerAssembly assembly) {
        assembly.dialogue().tick();
        drain();
    }

    private void drain() {
        for (Runnable action = loop.poll(); action != null; action = loop.poll()) {
            action.run();
        }
    }
}
