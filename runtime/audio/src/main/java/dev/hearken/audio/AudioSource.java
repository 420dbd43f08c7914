package dev.hearken.audio;

/**
 * Where sound comes from: a sound card, a file, a simulated room.
 *
 * <p>A source belongs to the one thread that reads it; only {@link #close()} may be called from another thread, and it
 * makes a blocked {@link #read} return {@link #END}. After {@code open} no call allocates.
 */
public interface AudioSource extends AutoCloseable {

    /** Returned by {@link #read} when no further sound will ever come. */
    int END = -1;

    /** Rate and channels of what {@link #read} delivers; fixed for the life of the source. */
    AudioFormat format();

    /** Frames that one {@link #read} delivers at the most without waiting twice. */
    int periodFrames();

    /**
     * Waits for at most one period and copies it.
     *
     * @param interleaved receives {@code frames * channels} samples
     * @param offset      index of the first sample written
     * @param frames      frames wanted, at most {@link #periodFrames()}
     * @return frames copied, 0 if none came in time, {@link #END} at the end
     * @throws AudioException if the source is broken and will not heal by itself
     */
    int read(short[] interleaved, int offset, int frames);

    /** Monotonic time ({@link System#nanoTime()} scale) at which the first frame of the last read reached the microphone. */
    long captureNanos();

    /** Frames that were lost (overrun, unplugged card) and have been replaced by zeros, since the start. */
    long framesLost();

    @Override
    void close();
}
