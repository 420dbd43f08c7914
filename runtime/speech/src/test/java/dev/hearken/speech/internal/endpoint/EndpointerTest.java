package dev.hearken.speech.internal.endpoint;

import static dev.hearken.speech.internal.endpoint.Endpointer.Progress.COMPLETE;
import static dev.hearken.speech.internal.endpoint.Endpointer.Progress.EXTENSIBLE;
import static dev.hearken.speech.internal.endpoint.Endpointer.Progress.INCOMPLETE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.internal.endpoint.Endpointer.Progress;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointerTest {

    private Endpointer endpointer = endpointer(RecognizerSettings.DEFAULT);

    private static Endpointer endpointer(RecognizerSettings settings) {
        return new Endpointer(settings, 0.5f, Duration.ofMillis(40));
    }

    @BeforeEach
    void begin() {
        endpointer.begin();
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE, 280, GRAMMAR_COMPLETE", "EXTENSIBLE, 600, GRAMMAR_COMPLETE", "INCOMPLETE, 1200, SILENCE"})
    void shouldEndAfterAPauseAsLongAsTheWordsAllow(Progress progress, int millis, EndReason reason) {
        feed(20, 0.9f, INCOMPLETE);

        int frames = 1;
        while (endpointer.accept(0.1f, progress) == null) {
            frames++;
        }

        assertEquals(millis, frames * 40);
        assertEquals(reason, endpointer.reason());
    }

    @Test
    void shouldGoOnWhenSpeechResumesInTime() {
        feed(20, 0.9f, INCOMPLETE);
        assertNull(feed(25, 0.1f, INCOMPLETE));
        assertNull(feed(2, 0.9f, INCOMPLETE));
        assertEquals(Endpointer.State.SPEAKING, endpointer.state());
        assertNull(feed(29, 0.1f, INCOMPLETE));
        assertEquals(EndReason.SILENCE, feed(1, 0.1f, INCOMPLETE));
    }

    @Test
    void shouldNotTakeAClickForResumedSpeech() {
        feed(20, 0.9f, INCOMPLETE);
        feed(15, 0.1f, INCOMPLETE);
        feed(1, 0.9f, INCOMPLETE);

        assertEquals(EndReason.SILENCE, feed(14, 0.1f, INCOMPLETE));
    }

    @Test
    void shouldShortenTheRunningPauseWhenTheDecoderCatchesUp() {
        feed(20, 0.9f, INCOMPLETE);
        assertNull(feed(10, 0.1f, INCOMPLETE));

        assertEquals(EndReason.GRAMMAR_COMPLETE, feed(1, 0.1f, COMPLETE));
    }

    @Test
    void shouldReportNoSpeech() {
        assertNull(feed(124, 0.1f, INCOMPLETE));

        assertEquals(EndReason.NO_SPEECH, feed(1, 0.1f, INCOMPLETE));
    }

    @Test
    void shouldNotTakeAClickForTheBeginning() {
        feed(10, 0.1f, INCOMPLETE);
        feed(2, 0.9f, INCOMPLETE);

        assertEquals(EndReason.NO_SPEECH, feed(113, 0.1f, INCOMPLETE));
    }

    @Test
    void shouldTrustTheDecoderWhereVoiceActivityMissedTheWords() {
        feed(10, 0.2f, INCOMPLETE);
        feed(1, 0.2f, EXTENSIBLE);

        assertEquals(EndReason.GRAMMAR_COMPLETE, feed(10, 0.2f, COMPLETE));
    }

    @Test
    void shouldCutAnEndlessUtterance() {
        assertNull(feed(374, 0.9f, INCOMPLETE));

        assertEquals(EndReason.TOO_LONG, feed(1, 0.9f, INCOMPLETE));
    }

    @Test
    void shouldNotToggleAtTheThreshold() {
        feed(20, 0.9f, INCOMPLETE);

        for (int i = 0; i < 40; i++) {
            assertNull(endpointer.accept(i % 2 == 0 ? 0.45f : 0.52f, COMPLETE));
        }
    }

    @Test
    void shouldStayEnded() {
        feed(20, 0.9f, INCOMPLETE);
        feed(30, 0.1f, INCOMPLETE);

        assertEquals(EndReason.SILENCE, feed(100, 0.9f, INCOMPLETE));
    }

    @Test
    void shouldIgnorePausesOfARecordingThatHoldsOneCommand() {
        endpointer = endpointer(RecognizerSettings.DEFAULT.untilEndOfInput());
        endpointer.begin();

        assertNull(feed(100, 0.1f, INCOMPLETE));
        assertNull(feed(100, 0.9f, COMPLETE));
        assertNull(feed(100, 0.1f, COMPLETE));
    }

    @Test
    void shouldStartAnew() {
        feed(125, 0.1f, INCOMPLETE);
        endpointer.begin();

        assertNull(feed(124, 0.1f, INCOMPLETE));
    }

    private EndReason feed(int frames, float probability, Progress progress) {
        EndReason reason = null;
        for (int i = 0; i < frames; i++) {
            reason = endpointer.accept(probability, progress);
        }
        return reason;
    }
}
