package dev.hearken.app.internal.call;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries the frames of the call that goes on from the hub's thread to the call's. Frames of other calls, and those for which there is no room, are dropped.
 * Preallocated, no lock; one thread gives, one takes, any thread opens and closes.
 */
final class FrameInbox {

    /** 1.3 s: more than a hub's thread brings at once. */
    private static final int SLOTS = 32;
    private static final long NO_CALL = 0;

    private final byte[][] slots = new byte[SLOTS][SoundFrame.BYTES];
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    /** 0 where there is no call; a key that is 0 by chance is never heard. */
    private volatile long key;
    private volatile long signs;

    void open(long callKey) {
        key = callKey;
    }

    void close() {
        key = NO_CALL;
    }

    /** Grows with each frame of the call, be it sound or only a sign of life. */
    long signs() {
        return signs;
    }

    /** The hub's thread: a message that may be a frame. @return whether the call's thread has something to do */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    boolean give(byte[] bytes) {
        long open = key;
        if (open == NO_CALL || !SoundFrame.belongs(bytes, open)) {
            return false;
        }
        signs = signs + 1;
        long at = given.get();
        if (!SoundFrame.sounds(bytes) || at - taken.get() >= SLOTS) {
            return false;
        }
        System.arraycopy(bytes, 0, slots[(int) (at % SLOTS)], 0, SoundFrame.BYTES);
        given.set(at + 1);
        return true;
    }

    /** The call's thread: moves on to the next frame with sound. @return false if there is none */
    boolean next() {
        return given.get() > taken.get();
    }

    /** The call's thread: the frame that {@link #next} has found; valid until {@link #pass}. */
    byte[] frame() {
        return slots[(int) (taken.get() % SLOTS)];
    }

    void pass() {
        taken.lazySet(taken.get() + 1);
    }
}
