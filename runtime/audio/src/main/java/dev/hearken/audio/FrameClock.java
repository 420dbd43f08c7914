package dev.hearken.audio;

import java.util.concurrent.locks.LockSupport;

/** The time by which files are played as if they were microphones and loudspeakers; a test sets it by hand. */
public interface FrameClock {

    /** Monotonic time on the scale of {@link System#nanoTime()}. */
    long nanoTime();

    /** Waits until a moment at the latest; may return early, a clock set by hand does so at once. */
    void awaitNanos(long nanoTime);

    /** The clock of the machine. */
    static FrameClock system() {
        return new FrameClock() {
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
