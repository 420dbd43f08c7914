package dev.hearken.update.internal.pace;

import java.util.function.LongSupplier;

/**
 * Tells whether a body trickles (slow loris): bytes are counted in windows of time, in which the reader's own pauses do not
 * count. Not thread-safe.
 */
public final class PaceFloor {

    private final LongSupplier nanoTime;
    private final long windowNanos;
    private final double leastBytes;
    private long spent;
    private long bytes;
    private long since;

    /** @param slowest bytes a second; 0 allows any pace */
    public PaceFloor(long slowest, long windowNanos, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowNanos = windowNanos;
        this.leastBytes = slowest * (windowNanos / 1e9);
    }

    /** The reader begins to wait for the server. */
    public void waiting() {
        since = nanoTime.getAsLong();
    }

    /** The server gave something. Returns false when a window ended with too little. */
    public boolean got(long count) {
        spent += nanoTime.getAsLong() - since;
        bytes += count;
        if (spent < windowNanos) {
            return true;
        }
        boolean enough = bytes >= leastBytes;
        spent = 0;
        bytes = 0;
        return enough;
    }
}
