package dev.hearken.drivers.alsa;

import java.util.concurrent.locks.LockSupport;

/** The time that unplugged cards are bridged by; a test sets it by hand. */
public interface CardClock {

    /** Monotonic time on the scale of {@link System#nanoTime()}, which on Linux is ALSA's CLOCK_MONOTONIC too. */
    long nanoTime();

    /** Waits until a moment at the latest; may return early, a clock set by hand does so at once. */
    void awaitNanos(long nanoTime);

    /** The clock of the machine. */
    static CardClock system() {
        return new CardClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void awaitNanos(long nanoTime) {
                LockSupport.parkNanos(nanoTime - System.nanoTime());
            }
        };
    }
}
