package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.internal.store.VolatileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Threats "truncated download", "disk full", "corrupt flash", "replayed message", "model crashes, is slow, mishears". */
class StageThreatsTest extends ThreatTest {

    @Test
    void shouldResumeBehindWhatArrived() {
        two = publisher.pack("2", new byte[10_000]);
        publisher.publish(two);
        publisher.breakAfter = 4000;
        board.update("two");
        assertEquals(Stage.DOWNLOAD, board.machine().stage());
        board.start();
        board.confirmed("again");
        assertEquals("2", board.version());
        assertTrue(publisher.asked.contains(two.files().get(1).content().sha256() + "+4000"), publisher.asked.toString());
    }

    @Test
    void shouldEndADownloadThatIsAlwaysTooShort() {
        publisher.publish(two);
        publisher.contents.put(two.files().get(1).content().sha256(), bytes("model"));
        board.update("two");
        passHours(24);
        assertEquals(Refusal.UNDELIVERED, board.last(UpdateEvent.Refused.class).orElseThrow().refusal());
        assertNothingLost();
    }

    @Test
    void shouldNotAskAgainForWhatIsNotThere() {
        publisher.publish(two);
        publisher.contents.remove(two.files().get(1).content().sha256());
        assertRefused(Refusal.UNDELIVERED);
        String wanted = two.files().get(1).content().sha256() + "+0";
        assertEquals(1, publisher.asked.stream().filter(wanted::equals).count());
    }

    @Test
    void shouldRefuseABitFlippedFile() {
        publisher.publish(two);
        byte[] bent = bytes("model two");
        bent[3] ^= 4;
        publisher.contents.put(two.files().get(1).content().sha256(), bent);
        assertRefused(Refusal.CORRUPT);
        assertStillUpdates();
    }

    @Test
    void shouldKeepNoMoreBytesThanWereSigned() {
        publisher.publish(two);
        byte[] endless = new byte[1 << 20];
        publisher.contents.put(two.files().get(1).content().sha256(), endless);
        board.disk.capacity(40_000);
        assertRefused(Refusal.CORRUPT);
    }

    @Test
    void shouldRefuseWhatDoesNotFitBeforeFetchingAnything() {
        publisher.publish(publisher.pack("2", new byte[50_000]));
        board.disk.capacity(40_000);
        int asked = publisher.asked.size();
        assertRefused(Refusal.DISK_FULL);
        assertTrue(publisher.asked.stream().skip(asked).allMatch(name -> name.endsWith(".json")), "nothing was fetched");
        board.disk.capacity(Long.MAX_VALUE);
        assertStillUpdates();
    }

    @Test
    void shouldGiveBackWhatItTookWhenTheDiskFillsUpMeanwhile() {
        publisher.publish(publisher.pack("2", new byte[50_000]));
        board.settings = new UpdateSettings(Publisher.CHANNEL, "generic-x86", "en-small", board.settings.runtime(), Long.MIN_VALUE / 2, Duration.ofHours(6), QuietHours.NONE,
            board.settings.soak());
        board.start();
        board.disk.capacity(40_000);
        assertRefused(Refusal.DISK_FULL);
        assertTrue(board.disk.usableBytes() > 30_000, "the staging folder is purged");
        board.disk.capacity(Long.MAX_VALUE);
        assertStillUpdates();
    }

    @Test
    void shouldKnowAFullDiskInAnyLanguage() {
        publisher.publish(two);
        board.selfTest = release -> {
            board.disk.capacity(1);
            throw new IOException("Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar");
        };
        assertRefused(Refusal.DISK_FULL);
        board.disk.capacity(Long.MAX_VALUE);
        board.selfTest = release -> Optional.empty();
        assertStillUpdates();
    }

    @Test
    void shouldStartWithTheLastGoodReleaseIfTheActiveOneIsDamaged() {
        twoIsConfirmed();
        String digest = board.spoken.orElseThrow().release().digest();
        board.disk.flip("releases/" + digest + "/pack/en-small/weights/model.onnx", 2);
        board.start();
        assertEquals("1", board.version());
        assertEquals(Refusal.CORRUPT, board.last(UpdateEvent.Alarm.class).orElseThrow().refusal());
        assertTrue(board.disk.isFolder("quarantine/" + digest));
        board.confirmed("the same again: it was not the model's fault");
        assertEquals("2", board.version());
    }

    @Test
    void shouldStartWithWhatShippedIfAllElseIsDamaged() {
        twoIsConfirmed();
        for (String digest : board.disk.list("releases")) {
            board.disk.flip("releases/" + digest + "/release.json", 30);
        }
        board.start();
        assertEquals("factory", board.version());
    }

    @Test
    void shouldNoticeAFilePlantedAmongThoseOfARelease() throws IOException {
        twoIsConfirmed();
        String folder = "releases/" + board.spoken.orElseThrow().release().digest() + "/pack/en-small/";
        try (var output = board.disk.append(folder + "weights.data")) {
            output.write(ByteBuffer.wrap(bytes("external data of a model")));
        }
        board.start();
        assertEquals("1", board.version());
    }

    @Test
    void shouldStartWithTheLastGoodReleaseIfThePointerIsDamaged() {
        twoIsConfirmed();
        board.disk.flip("pointers/active", 5);
        board.start();
        assertEquals("1", board.version());
    }

    @Test
    void shouldStartWithTheActiveReleaseIfTheJournalIsDamaged() {
        twoIsConfirmed();
        board.disk.flip("journal/job", 5);
        board.start();
        assertEquals("2", board.version());
        assertStillUpdates();
    }

    @Test
    void shouldIgnoreAMessageThatABrokerKept() {
        publisher.publish(two);
        board.machine().hint(new Hint("two", true));
        board.work();
        assertEquals(1, board.events.size(), board.events.toString());
        assertTrue(board.last(UpdateEvent.HintIgnored.class).isPresent());
    }

    @Test
    void shouldIgnoreAMessageThatComesAgain() {
        board.update("two");
        int asked = publisher.asked.size();
        board.update("two");
        assertEquals(asked, publisher.asked.size());
        assertTrue(board.last(UpdateEvent.HintIgnored.class).isPresent());
    }

    @Test
    void shouldNotBeDrivenByAStormOfMessages() {
        board.update("before the storm");
        int asked = publisher.asked.size();
        for (int i = 0; i < 10_000; i++) {
            board.machine().hint(new Hint("storm " + i, false));
            if (i % 100 == 0) {
                board.work();
            }
        }
        board.work();
        assertEquals(asked, publisher.asked.size());
        board.machine().hint(new Hint("x".repeat(1 << 20), false));
        board.work();
        assertTrue(board.last(UpdateEvent.HintIgnored.class).orElseThrow().reason().length() < 200);
    }

    @Test
    void shouldBlacklistAModelThatMishearsWhateverSignsItAgain() {
        publisher.publish(two);
        board.selfTest = release -> Optional.of("of 4 recordings 2 were not understood");
        board.update("two");
        UpdateEvent.RolledBack back = board.last(UpdateEvent.RolledBack.class).orElseThrow();
        assertEquals("of 4 recordings 2 were not understood", back.reason());
        publisher.publish(two);
        assertRefused(Refusal.BLACKLISTED);
        board.selfTest = release -> Optional.empty();
        assertStillUpdates();
    }

    @Test
    void shouldGiveUpAModelWhoseSelfTestNeverEnds() {
        publisher.publish(two);
        board.selfTest = release -> {
            throw new VolatileDisk.Killed();
        };
        for (int i = 0; i < 3; i++) {
            try {
                board.update("two " + i);
            } catch (VolatileDisk.Killed e) {
                board.boot++;
                board.start();
            }
        }
        board.work();
        assertEquals(Refusal.SELF_TEST, board.last(UpdateEvent.RolledBack.class).orElseThrow().refusal());
        assertNothingLost();
    }

    @Test
    void shouldGoBackIfTheSpeakerCannotTakeItOver() {
        publisher.publish(two);
        board.adoptFailure = Optional.of("a tensor is missing");
        board.update("two");
        assertEquals("a tensor is missing", board.last(UpdateEvent.RolledBack.class).orElseThrow().reason());
        assertNothingLost();
    }

    @Test
    void shouldGiveUpAReleaseWithWhichTheProgramItselfFails() {
        publisher.publish(two);
        board.selfTest = release -> {
            throw new IllegalStateException("out of file handles");
        };
        board.update("two");
        assertTrue(board.last(UpdateEvent.RolledBack.class).orElseThrow().reason().contains("out of file handles"));
        assertNothingLost();
    }

    @Test
    void shouldLeaveAReleaseThatIsWithdrawn() {
        twoIsConfirmed();
        publisher.revoked = Set.of(two.files().get(1).content().sha256());
        publisher.publish(two);
        board.update("withdrawn");
        assertEquals("1", board.version());
        assertEquals(Refusal.REVOKED, board.last(UpdateEvent.RolledBack.class).orElseThrow().refusal());
        assertNothingLost();
    }

    @Test
    void shouldBeginNothingInQuietHours() {
        publisher.publish(two);
        LocalTime now = board.clock.atZone(ZoneOffset.UTC).toLocalTime();
        board.settings = new UpdateSettings(Publisher.CHANNEL, "generic-x86", "en-small", board.settings.runtime(), 0, Duration.ofHours(6),
            new QuietHours(now.minusHours(1), now.plusHours(1)), board.settings.soak());
        board.start();
        board.update("two");
        assertEquals(Stage.IDLE, board.machine().stage());
        passHours(2);
        assertEquals("2", board.version());
    }

    private void twoIsConfirmed() {
        publisher.publish(two);
        board.confirmed("two");
        board.events.clear();
        assertEquals("2", board.version());
    }
}
