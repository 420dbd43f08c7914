package dev.hearken.app.internal.arbitration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One arbiter, step by step. */
class ArbiterTest {

    private static final class Recorded implements Arbiter.Outcome {
        final List<Bid> told = new ArrayList<>();
        final List<String> done = new ArrayList<>();
        boolean settled;

        @Override
        public void tell(Bid bid) {
            told.add(bid);
        }

        @Override
        public void answer() {
            done.add("answer");
        }

        @Override
        public void leave() {
            done.add("leave");
        }

        @Override
        public boolean settled() {
            return settled;
        }
    }

    private final Recorded outcome = new Recorded();
    private final Arbiter arbiter = new Arbiter("kitchen", 250, outcome);

    private static Bid bid(String siteId, double score, long atMillis) {
        return new Bid(siteId, "computer", score, atMillis, false, false);
    }

    @Test
    void shouldAnswerAtOnceWhereNobodyElseIs() {
        arbiter.woke("computer", 10, 200, 1_000);
        assertEquals(List.of("answer"), outcome.done);
        assertFalse(arbiter.undecided());
    }

    @Test
    void shouldWaitForSiblingsAndAnswerIfNoneIsHeard() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 1_000);
        assertEquals(List.of(), outcome.done);
        arbiter.tick(1_249);
        assertEquals(List.of(), outcome.done);
        assertEquals(1, arbiter.millisToDue(1_249));
        arbiter.tick(1_250);
        assertEquals(List.of("answer"), outcome.done);
        assertEquals(3, outcome.told.size(), "the bid twice, then the claim");
        assertTrue(outcome.told.get(2).claimed());
    }

    @Test
    void shouldNotWaitLongerThanForTheLastOfTheSiblings() {
        arbiter.siblings(Set.of("bedroom", "hall"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.heard(bid("bedroom", 5, 800), 1_020);
        assertEquals(List.of(), outcome.done);
        arbiter.heard(bid("hall", 9.9, 810), 1_030);
        assertEquals(List.of("answer"), outcome.done);
    }

    @Test
    void shouldBeSilentWhereAnotherHeardItBetter() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.heard(bid("bedroom", 10.1, 850), 990);
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.tick(2_000);
        assertEquals(List.of(), outcome.done);
        assertFalse(arbiter.undecided());
    }

    @Test
    void shouldDecideByNameBetweenEquals() {
        arbiter.siblings(Set.of("bedroom", "landing"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.heard(bid("landing", 10, 800), 1_010);
        arbiter.heard(bid("bedroom", 10, 800), 1_020);
        assertEquals(List.of(), outcome.done, "bedroom comes before kitchen");
    }

    @Test
    void shouldNotMixUpOtherWakeWords() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 10_000);
        arbiter.heard(bid("bedroom", 50, 8_000), 10_010);
        arbiter.heard(new Bid("bedroom", "hey hearken", 50, 9_800, false, false), 10_020);
        arbiter.tick(10_250);
        assertEquals(List.of("answer"), outcome.done);
    }

    @Test
    void shouldLeaveWhenABetterBidComesLate() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.tick(1_250);
        arbiter.heard(bid("bedroom", 20, 900), 1_700);
        assertEquals(List.of("answer", "leave"), outcome.done);
        arbiter.heard(bid("bedroom", 20, 900), 1_800);
        assertEquals(List.of("answer", "leave"), outcome.done, "once");
    }

    @Test
    void shouldKeepAConversationThatIsPastListening() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.tick(1_250);
        outcome.settled = true;
        arbiter.tick(1_300);
        assertTrue(outcome.told.get(outcome.told.size() - 1).settled(), "told at once");
        outcome.settled = false;
        arbiter.heard(bid("bedroom", 20, 900), 1_700);
        assertEquals(List.of("answer"), outcome.done);
        assertTrue(outcome.told.get(outcome.told.size() - 1).settled(), "the other learns it, though an answer is being listened for");
    }

    @Test
    void shouldLeaveWhereBothHaveActedAndTheOtherIsBetter() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.tick(1_250);
        outcome.settled = true;
        arbiter.heard(bid("bedroom", 20, 900).claim(true), 1_700);
        assertEquals(List.of("answer", "leave"), outcome.done);
    }

    @Test
    void shouldNotBeginWhereAnotherHasClaimedIt() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.heard(bid("bedroom", 5, 800).claim(true), 1_900);
        arbiter.woke("computer", 50, 1_100, 2_000);
        assertEquals(List.of(), outcome.done, "it has acted already, however badly it heard");
        assertEquals(List.of(), outcome.told);
    }

    @Test
    void shouldDefendItsClaimButNotAgainstEveryRepetition() {
        arbiter.siblings(Set.of("bedroom", "hall"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.tick(1_250);
        int told = outcome.told.size();
        for (int i = 0; i < 50; i++) {
            arbiter.heard(bid("bedroom", 5, 900), 1_400 + i);
        }
        assertEquals(told + 1, outcome.told.size());
    }

    @Test
    void shouldForgetAWakeWord() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.tick(1_250);
        arbiter.tick(6_000);
        arbiter.heard(bid("bedroom", 50, 900), 6_001);
        assertEquals(List.of("answer"), outcome.done);
        arbiter.woke("computer", 10, 200, 9_000);
        arbiter.tick(9_250);
        assertEquals(List.of("answer", "answer"), outcome.done);
    }

    @Test
    void shouldIgnoreItsOwnBids() {
        arbiter.siblings(Set.of("bedroom"));
        arbiter.woke("computer", 10, 200, 1_000);
        arbiter.heard(bid("kitchen", 50, 800), 1_010);
        arbiter.tick(1_250);
        assertEquals(List.of("answer"), outcome.done);
    }
}
