package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dsp.Resampler;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.SlotValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Stop" leaves nothing over: not what sounds, not what waits, not what rings. */
class StopsEverythingTest {

    @TempDir
    private Path folder;
    private HandSteppedSpeaker speaker;

    @BeforeEach
    void assemble() {
        speaker = new HandSteppedSpeaker(folder, new Override("test", "signs.volume", "1"));
    }

    @AfterEach
    void close() {
        speaker.assembly.close();
    }

    private void run(int periods) {
        for (int i = 0; i < periods; i++) {
            speaker.step(1);
            if (i % 10 == 9) {
                speaker.tick();
            }
        }
    }

    private void hear(String intent, Map<String, SlotValue> slots) {
        speaker.recogniser.says = new Transcript(List.of(new Transcript.Hypothesis(intent, intent, slots, 0.9, new Transcript.Evidence(0, 0, 0, 0, 9))), false, 1,
            Transcript.EndReason.SILENCE);
        speaker.sayCommand();
        run(400);
    }

    /** The sign as the loudspeaker gets it. */
    private static List<Short> stopped() {
        short[] sign = Chime.CANCELLED.sound(1).samples();
        Resampler resampler = new Resampler(Clip.SAMPLE_RATE, 16_000);
        short[] converted = new short[resampler.maxOutputFrames(sign.length) + 1_000];
        List<Short> samples = new ArrayList<>();
        int count = 0;
        for (int at = 0; at < sign.length; at += 1_024) {
            count += resampler.process(sign, at, Math.min(1_024, sign.length - at), converted, count);
        }
        count += resampler.flush(converted, count);
        for (int i = 0; i < count; i++) {
            samples.add(converted[i]);
        }
        return samples;
    }

    private void letATimerRing() {
        hear("HassStartTimer", Map.of("seconds", new SlotValue("10", "ten")));
        assertEquals("idle", speaker.lastState());
        run(1_100);
        assertTrue(speaker.assembly.dialogue().ringing(), "it rings");
    }

    /** Nothing sounds any more, in the two minutes in which a timer would ring on and announcements would have their turn. */
    private void assertSilenceFromNowOn() {
        assertEquals("idle", speaker.lastState());
        // What was on its way is dropped block by block.
        run(120);
        int played = speaker.sink.played.size();
        int replies = speaker.hub.bodies("reply").size();
        run(3_000);
        assertEquals(played, speaker.sink.played.size());
        assertEquals(replies, speaker.hub.bodies("reply").size());
        assertFalse(speaker.assembly.dialogue().ringing());
    }

    @Test
    void shouldEndARingAReplyAndAllThatWaitsWhenTheHubSaysSo() {
        letATimerRing();
        short[] sound = new short[16_000];
        Arrays.fill(sound, (short) 900);
        speaker.command("say", "A".repeat(200));
        speaker.command("say", "B".repeat(200));
        speaker.command("play", AudioFiles.wav(sound, sound.length, AudioFormat.SPEECH));
        run(20);
        assertEquals("speaking", speaker.lastState());
        int before = speaker.sink.played.size();
        speaker.command("stop", "");
        assertSilenceFromNowOn();
        assertEquals(stopped(), speaker.sink.played.subList(before, speaker.sink.played.size()), "but for its sign, not a sample sounds after it");
        assertTrue(speaker.hub.bodies("reply").stream().noneMatch(reply -> reply.getString("text").startsWith("B")), "what waited was never said");
    }

    @Test
    void shouldDoTheSameWhenSomebodySaysSo() {
        letATimerRing();
        speaker.command("say", "B".repeat(200));
        hear("HearkenStop", Map.of());
        assertSilenceFromNowOn();
    }

    @Test
    void shouldEndListening() {
        speaker.source.then(FakeHearing.WAKE, 8_000).then(5, 8_000);
        run(80);
        assertEquals("listening", speaker.lastState());
        speaker.command("stop", "");
        speaker.source.then(5, 8_000).then(0, 8_000);
        run(200);
        assertEquals(List.of(), speaker.hub.bodies("intent"), "what was being said leads to nothing");
        assertSilenceFromNowOn();
    }
}
