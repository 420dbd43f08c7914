package dev.hearken.drivers.alsa;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates. */
final class Allocation {

    private static final int ROUNDS = 12;

    private Allocation() {
    }

    /**
     * Bytes allocated by {@code times} runs, after a warm-up: the least of twelve rounds at most, since the JVM itself allocates
     * now and then while it compiles, whereas what a method allocates comes back in every round.
     */
    static long bytes(int times, Runnable run) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < times / 10; i++) {
            run.run();
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                run.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
