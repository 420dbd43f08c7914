package dev.hearken.speech.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures the heap bytes that the calling thread allocates. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int TRIES = 12;

    private Allocation() {
    }

    /**
     * Bytes of {@code rounds} calls, after as many for warming up: the least of twelve tries at most, since the JVM itself allocates now and then
     * while it compiles.
     */
    public static long of(int rounds, Runnable work) {
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < TRIES && least > 0; attempt++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < rounds; i++) {
                work.run();
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
