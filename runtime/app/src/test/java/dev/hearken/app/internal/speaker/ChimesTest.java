package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChimesTest {

    /** Two notes of 85 ms at 16 kHz. */
    private static final int CHIME = 2720;
    /** What the sound card may hold (250 ms) and the room (150 ms). */
    private static final int AFTER = 6400;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Sign.class)
    void shouldBeShortBeginAndEndInSilenceAndKeepToItsVolume(Sign sign) {
        short[] samples = Chimes.sound(sign, 0.2).samples();
        int peak = IntStream.range(0, samples.length).map(i -> Math.abs(samples[i])).max().orElseThrow();
        assertTrue(samples.length < 0.2 * 24_000);
        assertTrue(Math.abs(samples[0]) < 20 && Math.abs(samples[samples.length - 1]) < 20);
        assertTrue(peak > 0.1 * Short.MAX_VALUE && peak <= 0.2 * Short.MAX_VALUE, "peak " + peak);
    }

    @Test
    void shouldListenBehindTheChimeWhereNothingTakesItAway() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, new Override("test", "voice.chimes", "[woken]"));
        speaker.source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 56_000).then(0, 8000);
        speaker.step(300);
        assertEquals(CHIME, speaker.sink.played.size());
        assertEquals(List.of(), speaker.hub.bodies("reply"));
        speaker.step(400);
        List<Short> heard = speaker.recogniser.heard;
        assertFalse(heard.contains(FakeHearing.WAKE));
        assertEquals(56_000 - CHIME - AFTER, heard.size(), 800, "samples up to the pause");
        assertFalse(speaker.hub.bodies("intent").isEmpty());
    }

    @Test
    void shouldListenFromTheWakeWordOnWithoutAChime() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.sayCommand();
        speaker.step(200);
        assertTrue(speaker.recogniser.heard.contains(FakeHearing.WAKE), "from before the end of the wake word");
    }

    @Test
    void shouldPlayTheReplyWholeBehindTheChime() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, new Override("test", "voice.chimes", "[not-understood]"));
        speaker.recogniser.says = new Transcript(List.of(), true, 1, Transcript.EndReason.SILENCE);
        speaker.sayCommand();
        speaker.step(700);
        String reply = speaker.hub.bodies("reply").get(0).getString("text");
        List<Short> played = speaker.sink.played;
        assertEquals(CHIME + 100 * reply.length(), played.size());
        assertEquals(reply.charAt(0), (char) played.get(CHIME).shortValue());
        assertEquals("idle", speaker.lastState());
    }

    @Test
    void shouldRingOnlyWhatIsWantedAndNotDelayWhereEchoIsCancelled() {
        SpeechQueue queue = new SpeechQueue(16_000, 16_000);
        Configuration.Voice voice = new Configuration.Voice(true, new SpeechSynthesizer.Settings(1, 1, 1), Set.of(Sign.WOKEN), 20);
        Chimes chimes = new Chimes(voice, queue, true, 250);
        chimes.ring(Sign.CANCELLED, 1000);
        assertEquals(null, queue.nextRequest());
        chimes.ring(Sign.WOKEN, 1000);
        assertTrue(queue.nextRequest() instanceof SpeechQueue.Sound);
        assertEquals(900, chimes.behind(900));
    }

    @Test
    void shouldNotStopAChimeWithASpeech() {
        SpeechQueue queue = new SpeechQueue(16_000, 16_000);
        queue.stop(17);
        assertFalse(queue.stopped(SpeechQueue.CHIME));
    }
}
