package dev.hearken.dsp;

/**
 * A fixed gain, and a ceiling that nothing passes: gain falls at once with a peak and comes back within 100 ms. Towards a
 * recogniser that is all the level control there should be: automatic gain would pump the noise between words. One thread.
 */
public final class Limiter {

    private final float gain;
    private final float ceiling;
    private final float release;
    private float envelope;

    /**
     * @param gainDb    gain of everything that stays below the ceiling
     * @param ceilingDb highest peak, against full scale 1
     */
    public Limiter(double gainDb, double ceilingDb, int sampleRate) {
        gain = (float) Math.pow(10, gainDb / 20);
        ceiling = (float) Math.pow(10, ceilingDb / 20);
        release = (float) Math.exp(-1 / (0.1 * sampleRate));
    }

    /** In place. */
    public void process(float[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            float x = gain * samples[i];
            envelope = Math.max(Math.abs(x), envelope * release);
            samples[i] = envelope > ceiling ? x * (ceiling / envelope) : x;
        }
    }

    public void reset() {
        envelope = 0;
    }
}
