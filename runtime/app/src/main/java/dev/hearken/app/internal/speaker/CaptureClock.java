package dev.hearken.app.internal.speaker;

/**
 * When a captured frame reached the microphone. The capture agent sets it each period, any thread reads; a single offset is
 * enough because the sample count is kept true across gaps.
 */
final class CaptureClock {

    private final int sampleRate;
    private volatile long firstFrameNanos;

    CaptureClock(int sampleRate) {
        this.sampleRate = sampleRate;
    }

    /** States that frame {@code frame}, counted from the start, was captured at {@code nanos}. */
    void align(long frame, long nanos) {
        firstFrameNanos = nanos - nanos(frame);
    }

    /** Capture time of a frame, on the scale of {@link System#nanoTime()}. */
    long nanosOf(long frame) {
        return firstFrameNanos + nanos(frame);
    }

    private long nanos(long frames) {
        return frames * 1_000_000_000L / sampleRate;
    }
}
