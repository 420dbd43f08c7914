package dev.hearken.dsp;

/**
 * Takes away what lies below speech, and any constant offset: a Butterworth high-pass of second order in transposed direct form.
 * One thread; no allocation.
 */
public final class HighPass {

    private final double b0;
    private final double b1;
    private final double a1;
    private final double a2;
    private double s1;
    private double s2;

    /** @param cutoff frequency at which 3 dB are lost, in Hz */
    public HighPass(double cutoff, int sampleRate) {
        if (cutoff <= 0 || cutoff >= sampleRate / 2.0) {
            throw new IllegalArgumentException("cutoff of " + cutoff + " Hz at " + sampleRate + " Hz");
        }
        double w = Math.tan(Math.PI * cutoff / sampleRate);
        double n = 1 / (1 + Math.sqrt(2) * w + w * w);
        b0 = n;
        b1 = -2 * n;
        a1 = 2 * (w * w - 1) * n;
        a2 = (1 - Math.sqrt(2) * w + w * w) * n;
    }

    /** In place. */
    public void process(float[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            double x = samples[i];
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b0 * x - a2 * y;
            samples[i] = (float) y;
        }
        if (Math.abs(s1) < 1e-20) {
            s1 = 0; // no denormal numbers in digital silence
            s2 = 0;
        }
    }

    public void reset() {
        s1 = 0;
        s2 = 0;
    }
}
