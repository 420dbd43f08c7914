package dev.hearken.hub.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: they double up to a bound, and each is drawn evenly from its upper half, so that the speakers of
 * a home do not come back all at once after a power cut. Not thread-safe.
 */
public final class Backoff {

    private final long firstNanos;
    private final long longestNanos;
    private final RandomGenerator random;
    private long nextNanos;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.random = random;
        this.nextNanos = firstNanos;
    }

    /** Length of the next pause in nanoseconds. */
    public long nextPauseNanos() {
        long bound = nextNanos;
        nextNanos = bound > longestNanos / 2 ? longestNanos : bound * 2;
        return bound - (long) (random.nextDouble() * (bound / 2));
    }

    /** After a connection that stood: begin with the shortest pause again. */
    public void reset() {
        nextNanos = firstNanos;
    }
}
