package dev.hearken.app.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.call.CallMachine.Ending;
import dev.hearken.app.internal.call.CallMachine.Welcome;
import dev.hearken.app.internal.message.CallMessage.Action;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The course of a call, step by step, with a clock set by hand. */
class CallMachineTest {

    private static final long LONGEST = 600_000;

    /** Writes down what the machine does. */
    private static final class Diary implements CallMachine.Outcome {
        final List<String> lines = new ArrayList<>();
        boolean able = true;

        @Override
        public void tell(String peer, Action action, String id, String reason, long age) {
            lines.add(action + " " + id + " to " + peer + (reason.isEmpty() ? "" : " " + reason) + (age > 0 ? " after " + age : ""));
        }

        @Override
        public boolean rings(String peer, boolean ask) {
            lines.add((ask ? "ask about " : "tell of ") + peer);
            return able;
        }

        @Override
        public void opened(String peer, String id) {
            lines.add("opened " + peer + " " + id);
        }

        @Override
        public void closed(String peer, Ending ending, String reason) {
            lines.add(("closed " + peer + " " + ending + " " + reason).strip());
        }

        List<String> take() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }
    }

    private final Diary diary = new Diary();
    private final CallMachine machine = new CallMachine("hall", LONGEST, diary);

    private void open() {
        machine.dial("kitchen", "c1", 0);
        machine.accepted("kitchen", "c1", 100);
        diary.take();
    }

    /** Lets time pass; the other is heard of all the while, if it is there. */
    private void pass(long from, long to, boolean heard) {
        for (long now = from; now <= to; now += 100) {
            if (heard) {
                machine.heard(now);
            }
            machine.tick(now);
        }
    }

    @Test
    void shouldCallAndHangUp() {
        machine.dial("kitchen", "c1", 0);
        assertEquals(List.of("RING c1 to kitchen"), diary.take());
        machine.accepted("kitchen", "c1", 900);
        assertEquals(List.of("opened kitchen c1"), diary.take());
        machine.hangUp();
        assertEquals(List.of("END c1 to kitchen", "closed kitchen HUNG_UP"), diary.take());
        assertTrue(machine.resting());
        machine.hangUp();
        assertEquals(List.of(), diary.take(), "once is enough");
    }

    @Test
    void shouldRingAgainAndGiveUpAfterHalfAMinute() {
        machine.dial("kitchen", "c1", 0);
        diary.take();
        pass(0, 29_900, false);
        assertEquals("RING c1 to kitchen after 28000", diary.lines.get(13));
        assertEquals(14, diary.take().size(), "every two seconds");
        machine.tick(30_000);
        assertEquals(List.of("END c1 to kitchen", "closed kitchen NO_ANSWER"), diary.take());
    }

    @Test
    void shouldTellWhyTheOtherDoesNotWant() {
        machine.dial("kitchen", "c1", 0);
        diary.take();
        machine.refused("kitchen", "c0", "busy");
        machine.refused("office", "c1", "busy");
        assertEquals(List.of(), diary.take(), "of another call, or of somebody else");
        machine.refused("kitchen", "c1", "undisturbed");
        assertEquals(List.of("closed kitchen REFUSED undisturbed"), diary.take());
    }

    @Test
    void shouldAnswerByItselfAfterTelling() {
        machine.ring("kitchen", "c1", 0, Welcome.ANSWER, 0);
        assertEquals(List.of("tell of kitchen", "ACCEPT c1 to kitchen", "opened kitchen c1"), diary.take());
        machine.ring("kitchen", "c1", 2_000, Welcome.ANSWER, 2_000);
        assertEquals(List.of("ACCEPT c1 to kitchen"), diary.take(), "the accept was lost");
        machine.ended("kitchen", "c1");
        assertEquals(List.of("closed kitchen OVER"), diary.take());
    }

    @Test
    void shouldNotAnswerWherePeopleCannotBeTold() {
        diary.able = false;
        machine.ring("kitchen", "c1", 0, Welcome.ANSWER, 0);
        assertEquals(List.of("tell of kitchen", "REFUSE c1 to kitchen unavailable"), diary.take());
        assertTrue(machine.resting());
    }

    @Test
    void shouldAskAndTakeOrDecline() {
        machine.ring("kitchen", "c1", 0, Welcome.ASK, 0);
        assertEquals(List.of("ask about kitchen"), diary.take());
        machine.ring("kitchen", "c1", 2_000, Welcome.ASK, 2_000);
        assertEquals(List.of(), diary.take(), "asked once");
        machine.take(2_500);
        assertEquals(List.of("ACCEPT c1 to kitchen", "opened kitchen c1"), diary.take());
        machine.hangUp();
        diary.take();
        machine.ring("kitchen", "c2", 0, Welcome.ASK, 9_000);
        machine.decline("declined");
        assertEquals(List.of("ask about kitchen", "REFUSE c2 to kitchen declined", "closed kitchen DECLINED declined"), diary.take());
        machine.take(9_100);
        assertEquals(List.of(), diary.take(), "too late");
    }

    @Test
    void shouldMissWhoGivesUpOrGoesAway() {
        machine.ring("kitchen", "c1", 0, Welcome.ASK, 0);
        machine.ended("kitchen", "c1");
        assertEquals("closed kitchen MISSED", diary.lines.get(1));
        diary.take();
        machine.ring("kitchen", "c2", 0, Welcome.ASK, 10_000);
        machine.tick(16_900);
        assertEquals(List.of("ask about kitchen"), diary.take());
        machine.tick(17_000);
        assertEquals(List.of("closed kitchen MISSED"), diary.take(), "three rings are missing");
    }

    @Test
    void shouldRefuseWhoIsNotWelcome() {
        for (Welcome welcome : List.of(Welcome.OFF, Welcome.MUTED, Welcome.UNDISTURBED)) {
            machine.ring("kitchen", "c" + welcome, 0, welcome, 0);
            assertEquals(List.of("REFUSE c" + welcome + " to kitchen " + welcome.name().toLowerCase(java.util.Locale.ROOT)), diary.take());
            assertTrue(machine.resting());
        }
    }

    @Test
    void shouldTellAThirdThatItIsBusy() {
        open();
        machine.ring("office", "x", 0, Welcome.ANSWER, 200);
        assertEquals(List.of("REFUSE x to office busy"), diary.take());
        machine.ended("office", "c1");
        machine.accepted("office", "c1", 300);
        assertEquals(List.of("END c1 to office"), diary.take(), "a third ends and takes nothing");
        machine.ring("office", "x", 0, Welcome.ASK, 400);
        assertEquals(List.of("REFUSE x to office busy"), diary.take());
        assertEquals("kitchen", machine.state().peer());
    }

    @Test
    void shouldMakeOneCallOfTwoThatCross() {
        Diary other = new Diary();
        CallMachine kitchen = new CallMachine("kitchen", LONGEST, other);
        machine.dial("kitchen", "h", 0);
        kitchen.dial("hall", "k", 0);
        diary.take();
        other.take();
        machine.ring("kitchen", "k", 0, Welcome.ANSWER, 100);
        assertEquals(List.of(), diary.take(), "hall comes before kitchen: its call counts");
        kitchen.ring("hall", "h", 0, Welcome.ASK, 100);
        assertEquals(List.of("ACCEPT h to hall", "opened hall h"), other.take(), "nobody has to be asked who called just now");
        machine.accepted("kitchen", "h", 200);
        assertEquals(List.of("opened kitchen h"), diary.take());
        kitchen.accepted("hall", "k", 300);
        assertEquals(List.of("END k to hall"), other.take());
        machine.ended("kitchen", "k");
        assertEquals(List.of(), diary.take(), "the call that was given up ends nothing");
    }

    @Test
    void shouldEndWhereTheOtherIsNotHeardOfAnyMore() {
        open();
        pass(200, 60_000, true);
        assertEquals(List.of(), diary.take());
        pass(60_100, 63_900, false);
        assertEquals(List.of(), diary.take());
        machine.tick(64_000);
        assertEquals(List.of("END c1 to kitchen", "closed kitchen LOST"), diary.take());
    }

    @Test
    void shouldLastNoLongerThanItMay() {
        open();
        pass(200, LONGEST, true);
        assertEquals(List.of(), diary.take());
        machine.tick(LONGEST + 100);
        assertEquals(List.of("END c1 to kitchen", "closed kitchen LIMIT"), diary.take());
    }

    @Test
    void shouldDoNothingAboutWhatComesLateOrAgain() {
        machine.ring("kitchen", "c1", 31_000, Welcome.ANSWER, 0);
        assertEquals(List.of(), diary.take(), "it has rung for too long");
        machine.ring("kitchen", "c2", 0, Welcome.ANSWER, 0);
        machine.ended("kitchen", "c2");
        diary.take();
        machine.ring("kitchen", "c2", 0, Welcome.ANSWER, 50);
        assertEquals(List.of("END c2 to kitchen"), diary.take(), "that call is over");
        machine.accepted("kitchen", "c2", 100);
        assertEquals(List.of("END c2 to kitchen"), diary.take());
        assertTrue(machine.resting());
    }

    @Test
    void shouldBeginAnewWithOneThatHasBegunAnew() {
        open();
        machine.ring("kitchen", "k9", 0, Welcome.ANSWER, 1_000);
        assertEquals(List.of("closed kitchen OVER", "tell of kitchen", "ACCEPT k9 to kitchen", "opened kitchen k9"), diary.take());
    }
}
