package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may go wrong around a release that is being tried, without the release being at fault, or while nobody looks. */
class TrialThreatsTest extends ThreatTest {

    @Test
    void shouldLeaveAReleaseThatIsWithdrawnInTheSoak() {
        twoSoaks();
        publisher.revoked = Set.of(two.files().get(1).content().sha256());
        publisher.publish(two);
        board.update("withdrawn");
        assertEquals("1", board.version());
        UpdateEvent.RolledBack back = board.last(UpdateEvent.RolledBack.class).orElseThrow();
        assertEquals(Refusal.REVOKED, back.refusal());
        assertNothingLost();
    }

    @Test
    void shouldSoakOnIfThePublisherCannotBeReachedOrSignsNonsense() {
        twoSoaks();
        byte[] timestamp = publisher.documents.remove("stable.timestamp.json");
        board.update("nobody there");
        assertEquals(Stage.SOAK, board.machine().stage());
        publisher.documents.put("stable.timestamp.json", bytes("nonsense"));
        board.update("nonsense");
        assertEquals(Refusal.MALFORMED, board.last(UpdateEvent.Alarm.class).orElseThrow().refusal());
        assertEquals(Stage.SOAK, board.machine().stage());
        publisher.documents.put("stable.timestamp.json", timestamp);
        board.pass(Duration.ofMinutes(11));
        assertTrue(board.last(UpdateEvent.Confirmed.class).isPresent());
    }

    @Test
    void shouldTakeAfterTheSoakWhatWasAnnouncedInIt() {
        twoSoaks();
        publisher.publish(publisher.pack("3", bytes("model three")));
        board.update("three");
        assertEquals("2", board.version());
        board.pass(Duration.ofMinutes(25));
        assertEquals("3", board.version());
    }

    @Test
    void shouldNotHoldItAgainstAReleaseThatTheSelfTestCouldNotBeRun() {
        publisher.publish(two);
        board.selfTest = release -> {
            throw new IOException("no process can be started");
        };
        board.update("two");
        UpdateEvent.Refused refused = board.last(UpdateEvent.Refused.class).orElseThrow();
        assertEquals(Refusal.DISK_FAULT, refused.refusal());
        assertTrue(refused.reason().contains("no process can be started"), refused.reason());
        board.selfTest = release -> Optional.empty();
        board.confirmed("two again");
        assertEquals("2", board.version());
    }

    @Test
    void shouldRememberAReasonWhateverALibraryPutsIntoIt() {
        publisher.publish(two);
        board.selfTest = release -> Optional.of("\ud83d broken\n" + "x".repeat(100_000));
        board.update("two");
        UpdateEvent.RolledBack back = board.last(UpdateEvent.RolledBack.class).orElseThrow();
        assertTrue(back.reason().startsWith("? broken?x") && back.reason().length() == 1000, back.reason());
        board.start();
        assertRefused(Refusal.BLACKLISTED);
    }

    @Test
    void shouldNotHoldItAgainstAReleaseThatTheProgramWasEndedMeanwhile() {
        publisher.publish(two);
        board.ending = true;
        board.update("two");
        assertTrue(Thread.interrupted());
        assertEquals(Stage.ACTIVATE, board.machine().stage());
        board.machine().close();
        board.ending = false;
        board.start();
        board.pass(Duration.ofMinutes(11));
        assertEquals("2", board.version());
        assertTrue(board.last(UpdateEvent.Confirmed.class).isPresent());
    }

    @Test
    void shouldStayCalmOnADiskThatTakesNothingAnyMore() {
        board.disk.capacity(1);
        board.events.clear();
        for (int hour = 0; hour < 5; hour++) {
            board.health = board.health.plus(new HealthReading(1, 1, 0, 0));
            board.nanos += Duration.ofHours(1).toNanos();
            int steps = 0;
            while (board.machine().step()) {
                assertTrue(++steps < 10, "nothing to do, and no end of it");
            }
        }
        assertEquals(0, board.events.size(), board.events.toString());
    }

    @Test
    void shouldNotLetHintsAndSpoiltBytesWearOutTheFlash() {
        publisher.publish(two);
        String model = two.files().get(1).content().sha256();
        publisher.contents.put(model, bytes("model 2!!"));
        for (int i = 0; i < 360; i++) {
            board.update("storm " + i);   // 5 s each: half an hour
        }
        long fetched = publisher.asked.stream().filter((model + "+0")::equals).count();
        assertTrue(fetched >= 3 && fetched < 20, fetched + " times");
        publisher.contents.put(model, bytes("model two"));
        board.nanos += Duration.ofHours(1).toNanos();
        board.confirmed("honest again");
        assertEquals("2", board.version());
    }

    private void twoSoaks() {
        publisher.publish(two);
        board.update("two");
        assertEquals(Stage.SOAK, board.machine().stage());
        assertFalse(board.last(UpdateEvent.Confirmed.class).isPresent());
    }
}
