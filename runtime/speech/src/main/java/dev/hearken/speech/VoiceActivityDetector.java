package dev.hearken.speech;

/** Tells speech from everything else. One thread; no allocation a call. Input: 16 kHz mono. */
public interface VoiceActivityDetector extends AutoCloseable {

    /**
     * Takes samples (any number) and returns the probability of speech, 0..1, of the newest complete frame.
     */
    float accept(short[] pcm, int offset, int length);

    /** Forgets all history, as after a gap in the sound. */
    void reset();

    @Override
    void close();
}
