package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.call.Hush;

/**
 * Stands between the microphones and everything that could hear them. While it is closed the capture agent writes zeros into its
 * ring, the front end takes zeros for what is still in there, and no reader gets anything but zeros out of the utterance ring: models, files,
 * Hermes and Wyoming alike read behind one of these. Closing takes effect at once on every thread; a reader costs one volatile read.
 */
final class MuteGate implements Hush {

    private volatile boolean closed;
    private volatile int closings;

    @Override
    public boolean closed() {
        return closed;
    }

    /** How often it was closed so far: shows a closing and opening between two looks. */
    @Override
    public int closings() {
        return closings;
    }

    /** One thread only. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void set(boolean value) {
        if (value && !closed) {
            closings = closings + 1;
        }
        closed = value;
    }
}
