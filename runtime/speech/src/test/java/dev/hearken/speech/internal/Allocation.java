package dev.hearken.speech.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures the heap bytes that the calling thread allocates. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {
    }

    /** Bytes of {@code rounds} calls, after as many for warming up. */
    public static long of(int rounds, Runnable work) {
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
