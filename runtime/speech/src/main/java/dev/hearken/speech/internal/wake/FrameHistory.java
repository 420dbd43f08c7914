package dev.hearken.speech.internal.wake;

import java.nio.FloatBuffer;

/** The newest frames of features. Allocates nothing a frame. */
final class FrameHistory {

    private final float[] values;
    private final int width;
    private final int capacity;
    private long count;

    FrameHistory(int capacity, int width) {
        this.capacity = capacity;
        this.width = width;
        this.values = new float[capacity * width];
    }

    void add(float[] frame, int offset) {
        System.arraycopy(frame, offset, values, (int) (count % capacity) * width, width);
        count++;
    }

    /** Frames added since the last clear. */
    long count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /**
     * Copies the frames [end - length, end); where they lie before the first frame, that one is repeated.
     *
     * @throws IllegalArgumentException if a frame is not there any more or not yet
     */
    void copy(long end, int length, FloatBuffer to) {
        if (end > count || count == 0 || Math.max(0, end - length) < count - capacity) {
            throw new IllegalArgumentException("frames " + (end - length) + " to " + end + " are not among the " + capacity
                + " newest of " + count);
        }
        for (int i = 0; i < length; i++) {
            long frame = Math.max(0, end - length + i);
            to.put(i * width, values, (int) (frame % capacity) * width, width);
        }
    }
}
