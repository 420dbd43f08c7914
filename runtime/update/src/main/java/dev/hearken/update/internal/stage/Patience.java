package dev.hearken.update.internal.stage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When to look, and how long to wait after a failure: from a second doubling to an hour, at most fourteen times. */
final class Patience {

    private static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT = TimeUnit.HOURS.toNanos(1);
    private static final int MOST_TRIES = 14;
    /** However many hints come, the repository is asked no more often. */
    private static final long CLOSEST_LOOKS = TimeUnit.SECONDS.toNanos(2);
    /** Spoilt downloads after which hints wait, twice as long each time. */
    private static final int FREE_SPOILT = 3;
    private static final int MOST_SPOILT = 20;

    private final LongSupplier nanos;
    private final long lookNanos;
    private boolean asked;
    private boolean unseen;
    private boolean everLooked;
    private long lookedAt;
    private long glancedAt;
    private long waitUntil;
    private long wait;
    private int tries;
    private int rounds;
    private int spoilt;

    Patience(LongSupplier nanos, Duration look) {
        this.nanos = nanos;
        lookNanos = look.toNanos();
        lookedAt = nanos.getAsLong();
        glancedAt = lookedAt;
        waitUntil = lookedAt;
    }

    void lookNow() {
        asked = true;
        unseen = true;
    }

    boolean timeToLook() {
        long since = nanos.getAsLong() - lookedAt;
        return asked && (!everLooked || since >= closestLooks()) || since >= lookNanos;
    }

    /** While something is on trial: the same rhythm, but what was asked for stays asked for. */
    boolean glance() {
        long since = nanos.getAsLong() - glancedAt;
        boolean time = unseen && since >= CLOSEST_LOOKS || since >= lookNanos;
        if (time) {
            seen();
        }
        return time;
    }

    private void seen() {
        unseen = false;
        glancedAt = nanos.getAsLong();
    }

    /** What was fetched is not what was signed: whoever sends hints and bytes must not wear out the flash. */
    void spoilt() {
        spoilt = Math.min(spoilt + 1, MOST_SPOILT);
    }

    void proven() {
        spoilt = 0;
    }

    private long closestLooks() {
        return spoilt <= FREE_SPOILT ? CLOSEST_LOOKS : Math.min(CLOSEST_LOOKS << (spoilt - FREE_SPOILT), LONGEST_WAIT);
    }

    void looked() {
        asked = false;
        seen();
        everLooked = true;
        lookedAt = nanos.getAsLong();
        delivered();
        rounds = 0;
    }

    void delivered() {
        tries = 0;
        wait = 0;
    }

    /** Whether a wait is over. */
    boolean over() {
        return nanos.getAsLong() - waitUntil >= 0;
    }

    /** Begins a wait; false if there have been enough. */
    boolean tryAgain() {
        tries++;
        wait = wait == 0 ? FIRST_WAIT : Math.min(2 * wait, LONGEST_WAIT);
        waitUntil = nanos.getAsLong() + wait;
        return tries <= MOST_TRIES;
    }

    long waitNanos() {
        return wait;
    }

    boolean oneMoreRound(int most) {
        rounds++;
        return rounds < most;
    }
}
