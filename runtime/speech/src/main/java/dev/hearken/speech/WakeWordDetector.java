package dev.hearken.speech;

import org.jspecify.annotations.Nullable;

/** Listens for one or several phrases at once. One thread; allocates only when it detects. Input: 16 kHz mono. */
public interface WakeWordDetector extends AutoCloseable {

    /**
     * Takes samples (any number) and returns the first detection that became certain with them, or null.
     */
    @Nullable Detection accept(short[] pcm, int offset, int length);

    /** Forgets all history, as after a gap in the sound; sample counting starts again at 0. */
    void reset();

    @Override
    void close();

    /**
     * @param phrase      as configured
     * @param score       0..1, comparable with the phrase's threshold
     * @param threshold   the threshold it passed
     * @param startSample first sample of the phrase, counted since the start or the last reset
     * @param endSample   about the end of the phrase, rather too early than too late: recognition of a command in the same breath
     *                    begins right here
     */
    record Detection(String phrase, float score, float threshold, long startSample, long endSample) {
    }
}
