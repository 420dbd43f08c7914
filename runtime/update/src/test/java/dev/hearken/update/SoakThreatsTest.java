package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A release that passed its self-test and is worse in use: it goes, and says why; and what is no reason to go. */
class SoakThreatsTest extends ThreatTest {

    @Test
    void shouldGoBackAfterThreeCrashes() {
        publisher.publish(two);
        board.update("two");
        assertEquals(Stage.SOAK, board.machine().stage());
        for (int crash = 0; crash < 2; crash++) {
            board.start();
            assertEquals("2", board.version());
        }
        board.start();
        assertEquals("1", board.version());
        board.work();
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("crashed 3 times"));
        assertNothingLost();
    }

    @Test
    void shouldNotTakeCutsOfPowerOrOrderlyEndsForCrashes() {
        publisher.publish(two);
        board.update("two");
        for (int i = 0; i < 5; i++) {
            board.boot++;
            board.start();
            board.machine().close();
            board.start();
        }
        assertEquals("2", board.version());
        board.pass(Duration.ofMinutes(11));
        assertTrue(board.last(UpdateEvent.Confirmed.class).isPresent());
    }

    @Test
    void shouldGoBackIfHearingBreaksDown() {
        publisher.publish(two);
        board.update("two");
        board.health = new HealthReading(0, 0, 0, 3);
        board.pass(Duration.ofMinutes(2));
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("broke down 3 times"));
        assertNothingLost();
    }

    @Test
    void shouldGoBackIfItsModelsFallBackAgainAndAgain() {
        publisher.publish(two);
        board.update("two");
        for (int strike = 1; strike <= 3; strike++) {
            assertEquals("2", board.version(), "two strikes are borne");
            board.health = new HealthReading(0, 0, 0, strike, "recognizer 'phones' runs on onnx instead of rknn, having failed there: the NPU is gone");
            board.pass(Duration.ofMinutes(1));
        }
        assertEquals("1", board.version());
        UpdateEvent.RolledBack back = board.last(UpdateEvent.RolledBack.class).orElseThrow();
        assertEquals(Refusal.SOAK, back.refusal());
        assertEquals("hearing or speaking broke down 3 times with it; the last time: recognizer 'phones' runs on onnx instead of rknn, having failed there: the NPU is gone",
            back.reason());
        assertNothingLost();
    }

    @Test
    void shouldConfirmNothingThatRunsElsewhereThanInItsSelfTest() {
        publisher.publish(two);
        board.update("two");
        board.displaced = Optional.of("recognizer 'phones' runs on onnx instead of rknn");
        board.pass(Duration.ofMinutes(9));
        assertEquals(Stage.SOAK, board.machine().stage(), "a restart may put it right");
        board.pass(Duration.ofMinutes(2));
        assertEquals("1", board.version());
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("runs on onnx instead of rknn"));
        assertNothingLost();
    }

    @Test
    void shouldConfirmWhatRunsWhereItShouldAgain() {
        publisher.publish(two);
        board.update("two");
        board.displaced = Optional.of("recognizer 'phones' runs on onnx instead of rknn");
        board.pass(Duration.ofMinutes(5));
        board.machine().close();
        board.displaced = Optional.empty();
        board.start();
        board.pass(Duration.ofMinutes(7));
        assertEquals("2", board.version());
        assertTrue(board.last(UpdateEvent.Confirmed.class).isPresent());
    }

    @Test
    void shouldGoBackEvenIfTheDiskIsFull() {
        publisher.publish(two);
        board.update("two");
        board.disk.capacity(1);
        board.health = new HealthReading(0, 0, 0, 3);
        board.pass(Duration.ofMinutes(2));
        assertEquals("1", board.version(), "the speaker is back at once");
        board.disk.capacity(Long.MAX_VALUE);
        board.pass(Duration.ofMinutes(70));
        assertTrue(board.last(UpdateEvent.RolledBack.class).isPresent(), "and the disk later");
        assertNothingLost();
    }

    @Test
    void shouldGoBackIfItWakesFarMoreOftenThanLastWeek() {
        weekOf(new HealthReading(1, 1, 0, 0));
        publisher.publish(two);
        board.update("two");
        board.health = board.health.plus(new HealthReading(9, 9, 0, 0));
        board.pass(Duration.ofMinutes(2));
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("woke 9 times"));
    }

    @Test
    void shouldGoBackIfItDoesNotHearItsNameAnyMore() {
        board.settings = board.settings.withSoak(board.settings.soak().lasting(Duration.ofHours(6)));
        board.start();
        weekOf(new HealthReading(10, 10, 1, 0));
        publisher.publish(two);
        board.update("two");
        passHours(5);
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("may not hear its name"));
    }

    @Test
    void shouldGoBackIfItUnderstandsLess() {
        weekOf(new HealthReading(2, 2, 0, 0));
        publisher.publish(two);
        board.update("two");
        board.health = board.health.plus(new HealthReading(3, 8, 5, 0));
        board.pass(Duration.ofMinutes(2));
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("did not understand 63 %"));
    }

    @Test
    void shouldConfirmOneThatIsLikeLastWeek() {
        weekOf(new HealthReading(2, 2, 1, 0));
        publisher.publish(two);
        board.update("two");
        board.health = board.health.plus(new HealthReading(3, 8, 5, 0));
        board.pass(Duration.ofMinutes(11));
        assertTrue(board.last(UpdateEvent.Confirmed.class).isPresent());
    }

    @Test
    void shouldReportSuccessOnlyAfterTheSoak() {
        publisher.publish(two);
        board.update("two");
        board.pass(Duration.ofMinutes(9));
        assertFalse(board.last(UpdateEvent.Confirmed.class).isPresent());
        board.pass(Duration.ofMinutes(2));
        assertTrue(board.last(UpdateEvent.Confirmed.class).isPresent());
    }

    /** A day of use with these counts an hour. */
    private void weekOf(HealthReading hourly) {
        for (int hour = 0; hour < 24; hour++) {
            board.health = board.health.plus(hourly);
            passHours(1);
        }
        board.events.clear();
    }
}
