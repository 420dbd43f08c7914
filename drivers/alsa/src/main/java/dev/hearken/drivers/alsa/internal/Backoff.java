package dev.hearken.drivers.alsa.internal;

/**
 * When to look for an unplugged card again: after 0.1 s, then twice as long each time, up to 5 s. Without jitter, since
 * nobody else waits for the same card.
 */
public final class Backoff {

    static final long FIRST_NANOS = 100_000_000L;
    static final long LONGEST_NANOS = 5_000_000_000L;

    private long delay = FIRST_NANOS;
    private long dueNanos;

    /** Starts anew. */
    public void begin(long nowNanos) {
        delay = FIRST_NANOS;
        dueNanos = nowNanos + delay;
    }

    /** Whether it is time; if so, sets the time of the next attempt. */
    public boolean isDue(long nowNanos) {
        if (nowNanos - dueNanos < 0) {
            return false;
        }
        delay = Math.min(2 * delay, LONGEST_NANOS);
        dueNanos = nowNanos + delay;
        return true;
    }
}
