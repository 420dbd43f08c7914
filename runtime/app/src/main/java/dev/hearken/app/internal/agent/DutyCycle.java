package dev.hearken.app.internal.agent;

/** How long an agent's cycles take. One thread writes, any may read; no allocation. */
public final class DutyCycle {

    private final long stallNanos;
    private volatile long longestNanos;
    private volatile long stalls;
    private volatile long cycles;

    /** @param stallNanos cycles that take longer are counted as stalls */
    public DutyCycle(long stallNanos) {
        this.stallNanos = stallNanos;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    void record(long nanos) {
        cycles = cycles + 1;
        if (nanos > longestNanos) {
            longestNanos = nanos;
        }
        if (nanos > stallNanos) {
            stalls = stalls + 1;
        }
    }

    /** Longest cycle so far. */
    public long longestNanos() {
        return longestNanos;
    }

    public long stalls() {
        return stalls;
    }

    public long cycles() {
        return cycles;
    }
}
