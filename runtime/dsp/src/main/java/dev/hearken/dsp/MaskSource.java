package dev.hearken.dsp;

/**
 * Tells speech from noise in each frequency of a frame: spatial statistics ({@link SpeechPresence}), or a network outside of this
 * module. One thread; called once a hop.
 */
public interface MaskSource {

    /**
     * @param y    frame of the microphones
     * @param mask receives the share of speech, 0 to 1, of each of {@link Stft#BINS} bins
     */
    void estimate(Spectra y, float[] mask);

    /** Forgets all history. */
    void reset();
}
