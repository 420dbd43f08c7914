package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.dsp.Resampler;
import dev.hearken.speech.Transcript;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signs of a whole speaker: when they sound, that nobody listens to them, and that they clip nothing. */
class SignsTest {

    @TempDir
    private Path folder;
    private HandSteppedSpeaker speaker;

    @BeforeEach
    void assemble() {
        speaker = new HandSteppedSpeaker(folder, new Override("test", "signs.woken", "true"), new Override("test", "signs.volume", "1"));
    }

    @AfterEach
    void close() {
        speaker.assembly.close();
    }

    /** Samples of a chime at the loudspeaker's 16 kHz. */
    private static int length(Chime chime) {
        return sound(chime).length;
    }

    private static short[] sound(Chime chime) {
        short[] samples = chime.sound(1).samples();
        Resampler resampler = new Resampler(Clip.SAMPLE_RATE, 16_000);
        short[] converted = new short[resampler.maxOutputFrames(samples.length) + 1000];
        int count = resampler.process(samples, 0, samples.length, converted, 0);
        count += resampler.flush(converted, count);
        return java.util.Arrays.copyOf(converted, count);
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            speaker.step(1);
            if (i % 10 == 9) {
                speaker.tick();
            }
        }
    }

    @Test
    void shouldMakeAnAnnouncementAfterItsChimeAndClipNothingOfIt() {
        speaker.step(3);
        speaker.command("say", "Dinner");
        steps(150);
        int chime = length(Chime.ANNOUNCEMENT);
        assertEquals(chime + 600, speaker.sink.played.size());
        assertEquals('D', speaker.sink.played.get(chime).shortValue(), "the first sample behind the chime is the first of the text");
        assertEquals('r', speaker.sink.played.get(chime + 599).shortValue());
    }

    @Test
    void shouldSayAReplyAtOnce() {
        speaker.sayCommand();
        steps(400);
        assertEquals(speaker.hub.bodies("reply").get(0).getString("text").length() * 100, speaker.sink.played.size(), "no chime before what somebody waits for");
    }

    @Test
    void shouldAskSomebodyWhoFallsSilentToGoOnAndNeverListenToTheSign() {
        speaker.recogniser.patient = true;
        speaker.source.then(1, 800).then(FakeHearing.WAKE, 8000).then(0, 12_000);
        steps(134);
        assertEquals(length(Chime.GO_ON), speaker.sink.played.size());
        // What the microphone has of the sign, and of the room behind it.
        speaker.source.then(9, 2_400).then(5, 16_000).then(0, 8_000);
        steps(300);
        assertEquals(0, speaker.recogniser.heard.stream().filter(s -> s == 9).count(), "the sign and its tail are never heard by the recogniser");
        assertTrue(speaker.recogniser.heard.stream().filter(s -> s == 5).count() > 14_000, "the command is");
        assertEquals(1, speaker.hub.bodies("intent").size());
    }

    @Test
    void shouldNotSignToSomebodyWhoGoesOnWithoutAPause() {
        speaker.sayCommand();
        steps(70);
        assertEquals("listening", speaker.lastState());
        steps(200);
        assertEquals(16_000, speaker.recogniser.heard.stream().filter(s -> s == 5).count(), "not a sample of the command is lost");
        assertEquals(1, speaker.hub.bodies("intent").size());
        assertEquals(speaker.hub.bodies("reply").get(0).getString("text").length() * 100, speaker.sink.played.size(), "nothing sounds but the reply");
    }

    @Test
    void shouldSignThatNothingWasHeardAndSayNothing() {
        speaker.recogniser.says = new Transcript(List.of(), false, 1, Transcript.EndReason.NO_SPEECH);
        speaker.sayCommand();
        steps(400);
        assertEquals("no-speech", speaker.hub.bodies("transcript").get(0).getString("reason"));
        assertEquals(length(Chime.FAILED), speaker.sink.played.size());
    }

    @Test
    void shouldLeaveTheSignOutWhereWordsSayIt() {
        speaker.recogniser.says = new Transcript(List.of(), true, 1, Transcript.EndReason.SILENCE);
        speaker.sayCommand();
        steps(400);
        assertEquals(speaker.hub.bodies("reply").get(0).getString("text").length() * 100, speaker.sink.played.size());
    }

    @Test
    void shouldCutASignOffBeforeItListens() {
        speaker.sink.room = 160;
        speaker.recogniser.says = new Transcript(List.of(), false, 1, Transcript.EndReason.NO_SPEECH);
        speaker.sayCommand();
        steps(250);
        assertEquals("idle", speaker.lastState());
        speaker.command("listen", "");
        speaker.sink.room = Integer.MAX_VALUE;
        int stops = speaker.sink.stops;
        steps(10);
        assertEquals("listening", speaker.lastState());
        assertTrue(speaker.sink.stops >= stops && speaker.sink.stops > 0, "what the card holds of the sign is dropped");
        assertEquals(160, speaker.sink.played.size(), "and the rest of it as well");
    }

    @Test
    void shouldSoundNothingWhereSignsAreOff() {
        HandSteppedSpeaker silent = new HandSteppedSpeaker(folder, new Override("test", "signs.enabled", "false"));
        silent.step(3);
        silent.command("say", "Dinner");
        silent.step(100);
        silent.assembly.close();
        assertEquals(600, silent.sink.played.size());
        assertFalse(silent.hub.bodies("reply").isEmpty());
    }
}
