package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration.WhileSpeaking;
import org.junit.jupiter.api.Test;

class SpeakingGateTest {

    private final SpeakingGate gate = new SpeakingGate(WhileSpeaking.RAISED, 0.9, "stop");

    @Test
    void shouldNeverWakeByAPhraseThatIsBeingSaid() {
        gate.saying("My name is Computer, what else?");
        gate.began();
        assertFalse(gate.lets("computer", 1, 0, 0));
        gate.ended(0);
        assertFalse(gate.lets("computer", 1, SpeakingGate.TAIL_NANOS - 1, 0));
        assertTrue(gate.lets("computer", 0.5, SpeakingGate.TAIL_NANOS, 0));
    }

    @Test
    void shouldNotWakeByWhatIsAlmostAllEcho() {
        gate.saying("It is noon.");
        gate.began();
        assertFalse(gate.lets("computer", 1, 0, SpeakingGate.LEAST_LEFT_DB - 1));
        assertTrue(gate.lets("computer", 1, 0, SpeakingGate.LEAST_LEFT_DB + 1));
        gate.ended(0);
        assertTrue(gate.lets("computer", 1, SpeakingGate.TAIL_NANOS, -40), "nothing is played any more");
    }

    @Test
    void shouldTakeWholeWordsOnly() {
        gate.saying("The supercomputers are here.");
        gate.began();
        assertTrue(gate.lets("computer", 0.95, 0, 0));
    }

    @Test
    void shouldNeedAHigherScoreWhileSpeaking() {
        gate.saying("It is noon.");
        gate.began();
        assertFalse(gate.lets("computer", 0.8, 0, 0));
        assertTrue(gate.lets("computer", 0.95, 0, 0));
    }

    @Test
    void shouldHearTheStopWordOnlyWhileSpeaking() {
        assertFalse(gate.lets("stop", 1, 0, 0));
        gate.saying("It is noon.");
        gate.began();
        assertTrue(gate.lets("stop", 0.95, 0, 0));
    }
}
