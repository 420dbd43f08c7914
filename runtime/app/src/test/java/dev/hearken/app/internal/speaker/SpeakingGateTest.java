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
    void shouldNotWakeByWhatTheOtherEndOfACallMayHaveSaid() {
        SpeakingGate deaf = new SpeakingGate(WhileSpeaking.RAISED, 0.9, "", false);
        deaf.began();
        deaf.otherTalks(10_000_000_000L);
        assertFalse(deaf.lets("computer", 1, 9_500_000_000L, 0), "what is said there is not known");
        assertFalse(deaf.lets("computer", 1, 11_400_000_000L, 0));
        assertTrue(deaf.lets("computer", 1, 11_500_000_000L, 0), "it has paused for as long as the phrase takes");
        gate.began();
        gate.otherTalks(10_000_000_000L);
        assertFalse(gate.lets("computer", 1, 10_000_000_000L, SpeakingGate.LEAST_LEFT_DB - 1), "almost all of it is the other end's");
        assertTrue(gate.lets("computer", 1, 10_000_000_000L, -5), "somebody in the room, over the other end");
    }

    @Test
    void shouldHearTheStopWordOnlyWhileSpeaking() {
        assertFalse(gate.lets("stop", 1, 0, 0));
        gate.saying("It is noon.");
        gate.began();
        assertTrue(gate.lets("stop", 0.95, 0, 0));
    }
}
