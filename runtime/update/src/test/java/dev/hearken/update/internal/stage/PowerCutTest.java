package dev.hearken.update.internal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hearken.update.Board;
import dev.hearken.update.HealthReading;
import dev.hearken.update.Publisher;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import dev.hearken.update.SoakRules;
import dev.hearken.update.Stage;
import dev.hearken.update.Target;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.internal.store.Records;
import dev.hearken.update.internal.store.VolatileDisk;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Kills and cuts of power at any operation on the disk, in 500 seeded runs: the speaker always starts with a verified release, the
 * last good one is never lost, and in the end the state is the one that the journal promises.
 */
class PowerCutTest {

    private static final int RUNS = 500;
    private static final int MOST_CUTS = 4;

    private enum Fate { GOOD, FAILS_SELF_TEST, WORSE_IN_USE }

    @Test
    void shouldAlwaysStartWithAVerifiedReleaseWhateverIsCut() {
        // One key a role: what is cut here is power, and signatures cost most of the time.
        Publisher publisher = new Publisher(1, 1);
        Set<Stage> cutIn = EnumSet.noneOf(Stage.class);
        for (int seed = 0; seed < RUNS; seed++) {
            new Run(publisher, seed, cutIn).go();
        }
        assertTrue(cutIn.containsAll(EnumSet.complementOf(EnumSet.of(Stage.METADATA))), "every stage was cut at least once, but only " + cutIn);
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final Publisher publisher;
        private final Board board;
        private final Fate fate;
        private final Release first;
        private final Release second;
        private final Set<Stage> cutIn;
        private int deployments;

        Run(Publisher publisher, int seed, Set<Stage> cutIn) {
            this.publisher = publisher;
            this.seed = seed;
            this.cutIn = cutIn;
            random = new Random(seed);
            board = new Board(publisher);
            board.settings = board.settings.withSoak(new SoakRules(Duration.ofMinutes(10), 100, 100, 2, 4, 0.25));
            fate = Fate.values()[random.nextInt(Fate.values().length)];
            Target old = publisher.pack("1.0." + seed, bytes(3000));
            first = Release.of(List.of(old));
            publisher.publish(old);
            board.start().confirmed("first");
            Target next = publisher.pack("2.0." + seed, bytes(5000));
            second = Release.of(List.of(next, publisher.sentences("kitchen", bytes(400))));
            publisher.publish(next, publisher.sentences("kitchen", bytesOf(second)));
            board.selfTest = release -> fate == Fate.FAILS_SELF_TEST && isSecond(release.release()) ? Optional.of("does not hear the light") : Optional.empty();
        }

        private byte[] bytesOf(Release release) {
            return publisher.contents.get(release.targets().get(1).files().get(0).content().sha256());
        }

        private boolean isSecond(Release release) {
            return release.equals(second);
        }

        private byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        void go() {
            for (int cut = 0; cut < MOST_CUTS; cut++) {
                board.disk.killAfter(random.nextInt(cut == 0 ? 180 : 60));
                try {
                    live();
                } catch (VolatileDisk.Killed e) {
                    cutIn.add(board.machine().stage());
                    board.disk.live();
                    if (random.nextBoolean()) {
                        board.disk.losePower(random);
                        board.boot++;
                    }
                    check();
                    restart();
                }
                if (random.nextInt(4) == 0) {
                    publisher.breakAfter = random.nextInt(4000);
                }
            }
            publisher.breakAfter = Long.MAX_VALUE;
            board.disk.live();
            live();
            live();
            end();
        }

        /** A start may be cut too. */
        private void restart() {
            board.disk.killAfter(random.nextInt(30));
            try {
                board.start();
            } catch (VolatileDisk.Killed e) {
                if (random.nextBoolean()) {
                    board.disk.losePower(random);
                    board.boot++;
                }
            }
            board.disk.live();
            board.start();
            check();
        }

        private void live() {
            board.update("deployment " + deployments++);
            for (int minute = 0; minute < 15; minute++) {
                if (fate == Fate.WORSE_IN_USE && board.spoken.isPresent() && isSecond(board.spoken.get().release())) {
                    board.health = new HealthReading(0, 0, 0, board.health.faults() + 1);
                }
                board.pass(Duration.ofMinutes(1));
            }
        }

        /** Looks at the disk alone, without the machine. */
        private void check() {
            ReleaseStore store = new ReleaseStore(board.disk);
            try {
                store.open(first.digest());
            } catch (RefusedException e) {
                fail("seed " + seed + ": the last good release is lost: " + e.reason());
            }
            Pointers pointers = new Pointers(new Records(board.disk));
            String active = pointers.active();
            assertTrue(active.equals(first.digest()) || active.equals(second.digest()), "seed " + seed + ": active is " + active);
            if (active.equals(second.digest())) {
                assertFalse(fate == Fate.FAILS_SELF_TEST, "seed " + seed + ": active without a passed self-test");
                try {
                    store.open(active);
                } catch (RefusedException e) {
                    fail("seed " + seed + ": the active release is damaged: " + e.reason());
                }
            }
        }

        private void end() {
            check();
            assertEquals(Stage.IDLE, board.machine().stage(), "seed " + seed);
            String active = new Pointers(new Records(board.disk)).active();
            Optional<String> listed = new Blacklist(new Records(board.disk)).reason(second.digest());
            boolean neverEnded = listed.filter(reason -> reason.contains("never ended")).isPresent();
            if (fate == Fate.GOOD && !neverEnded) {
                assertEquals(second.digest(), active, "seed " + seed + " " + board.events);
                assertEquals(first.digest(), new Pointers(new Records(board.disk)).lastGood(), "seed " + seed);
                assertTrue(listed.isEmpty(), "seed " + seed + ": " + listed);
            } else {
                assertEquals(first.digest(), active, "seed " + seed + " " + fate + board.events);
                assertTrue(listed.isPresent(), "seed " + seed);
                assertEquals(Refusal.BLACKLISTED, board.last(UpdateEvent.Refused.class).orElseThrow().refusal(), "seed " + seed);
            }
            assertEquals(board.spoken.orElseThrow().release().digest(), active, "seed " + seed);
        }
    }
}
