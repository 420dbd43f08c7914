package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** A board that uses a confirmed release "1", and an attacker who holds the line or the server. */
abstract class ThreatTest {

    final Publisher publisher = new Publisher();
    final Board board = new Board(publisher);
    Target one = publisher.pack("1", bytes("model one"));
    Target two = publisher.pack("2", bytes("model two"));

    @BeforeEach
    void useReleaseOne() {
        publisher.publish(one);
        board.start().confirmed("first");
        board.events.clear();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The update is refused for this reason and in words, and nothing is lost by it. */
    void assertRefused(Refusal refusal) {
        board.update("attack " + board.nanos);
        UpdateEvent.Refused refused = board.last(UpdateEvent.Refused.class).orElseThrow(() -> new AssertionError("not refused: " + board.events));
        assertEquals(refusal, refused.refusal(), refused.reason());
        assertFalse(refused.reason().isBlank());
        assertNothingLost();
    }

    /** Release 1 is in use, also after a restart, and a genuine release still comes through. */
    void assertNothingLost() {
        assertEquals("1", board.version());
        board.start();
        assertEquals("1", board.version());
    }

    /** What is signed next still arrives. */
    void assertStillUpdates() {
        publisher.publish(publisher.pack("9", bytes("model nine")));
        board.events.clear();
        board.confirmed("after the attack");
        assertEquals("9", board.version());
    }

    void passHours(int hours) {
        board.pass(Duration.ofHours(hours));
    }
}
