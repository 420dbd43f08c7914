package dev.hearken.update.internal.pace;

import java.util.function.LongSupplier;

/**
 * A bandwidth limit: tokens are bytes, they come at a steady rate, and at most a second's worth is saved up. Not thread-safe.
 */
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double bytesPerSecond;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filled;

    public TokenBucket(long bytesPerSecond, LongSupplier nanoTime) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a limit of " + bytesPerSecond + " bytes a second lets nothing through");
        }
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.filled = nanoTime.getAsLong();
    }

    /** Takes the bytes, on credit if there are too few, and returns how long to wait for them in nanoseconds. */
    public long take(int bytes) {
        long now = nanoTime.getAsLong();
        tokens = Math.min(bytesPerSecond, tokens + (now - filled) / NANOS * bytesPerSecond);
        filled = now;
        tokens -= bytes;
        return tokens >= 0 ? 0 : (long) (-tokens / bytesPerSecond * NANOS);
    }
}
