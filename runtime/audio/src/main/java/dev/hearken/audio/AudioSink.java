package dev.hearken.audio;

/**
 * Where sound goes: a sound card, a file.
 *
 * <p>A sink belongs to the one thread that writes it; only {@link #close()} and {@link #stop()} may be called from another.
 */
public interface AudioSink extends AutoCloseable {

    AudioFormat format();

    /** Frames that one {@link #write} takes at the most without waiting twice. */
    int periodFrames();

    /**
     * Waits until there is room and hands over frames.
     *
     * @return frames taken, 0 if there was no room in time
     * @throws AudioException if the sink is broken and will not heal by itself
     */
    int write(short[] interleaved, int offset, int frames);

    /** Frames handed over that have not yet left the loudspeaker. */
    long delayFrames();

    /** Waits until all frames have been played. */
    void drain();

    /** Drops what has not been played yet, at once. */
    void stop();

    @Override
    void close();
}
