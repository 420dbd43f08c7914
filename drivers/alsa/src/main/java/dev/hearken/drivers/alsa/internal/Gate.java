package dev.hearken.drivers.alsa.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread use a native handle and another close it at any time without waiting: whoever is last frees it, and
 * nobody uses it afterwards. Two atomic steps a call, no lock.
 */
public final class Gate {

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSE_AFTER_USE = 2;
    private static final int CLOSED = 3;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final Runnable free;

    /** @param free called once, by the last user or by the closer */
    public Gate(Runnable free) {
        this.free = free;
    }

    /** Begins a use; false if it is closed, or in use by another thread. */
    public boolean enter() {
        return state.compareAndSet(IDLE, BUSY);
    }

    /** Ends a use. */
    public void leave() {
        if (!state.compareAndSet(BUSY, IDLE)) {
            state.set(CLOSED);
            free.run();
        }
    }

    /** Whether no further use will begin; a use under way should come to its end. */
    public boolean isClosing() {
        return state.get() >= CLOSE_AFTER_USE;
    }

    /** Closes now, or at the end of the use under way. */
    public void close() {
        while (!isClosing()) {
            if (state.compareAndSet(IDLE, CLOSED)) {
                free.run();
            } else {
                state.compareAndSet(BUSY, CLOSE_AFTER_USE);
            }
        }
    }
}
