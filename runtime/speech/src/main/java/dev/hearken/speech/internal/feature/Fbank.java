package dev.hearken.speech.internal.feature;

import dev.hearken.dsp.RealFft;

/**
 * Streaming log-mel features, equal to Kaldi's {@code compute-fbank-feats --dither=0 --num-mel-bins=40 --low-freq=20
 * --high-freq=7600 --snip-edges=true} at 16 kHz: frame t covers the samples [160 t, 160 t + 400) on the scale of 16-bit
 * integers; mean removed, pre-emphasis 0.97, povey window (hann^0.85), 512-point power spectrum, natural logarithm floored at
 * FLT_EPSILON. Allocates nothing per call. One thread.
 */
public final class Fbank {

    public static final int SAMPLE_RATE = 16_000;
    /** Samples from one frame to the next, 10 ms. */
    public static final int HOP = 160;
    /** Samples a frame covers, 25 ms. */
    public static final int WINDOW = 400;
    public static final int BINS = 40;

    private static final int FFT_SIZE = 512;
    private static final float PRE_EMPHASIS = 0.97f;
    private static final float FLOOR = 1.1920929e-7f;

    private final float[] window = new float[WINDOW];
    private final MelBank bank = new MelBank(BINS, FFT_SIZE, SAMPLE_RATE, 20, 7600);
    private final RealFft fft = new RealFft(FFT_SIZE);
    /** The samples of the frame in the making. */
    private final float[] samples = new float[WINDOW];
    private final float[] padded = new float[FFT_SIZE];
    private final float[] spectrum = new float[FFT_SIZE + 2];
    private final float[] power = new float[FFT_SIZE / 2];
    private final float[] frame = new float[BINS];
    private final FrameSink sink;
    private int filled;

    /** @param sink gets each frame of {@link #BINS} values as soon as its last sample is there */
    public Fbank(FrameSink sink) {
        this.sink = sink;
        for (int i = 0; i < WINDOW; i++) {
            window[i] = (float) Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * i / (WINDOW - 1)), 0.85);
        }
    }

    /** Forgets the samples of the unfinished frame: the next sample begins frame 0. */
    public void reset() {
        filled = 0;
    }

    /** Takes any number of samples, 16 kHz mono. */
    public void accept(short[] pcm, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, WINDOW - filled);
            for (int i = 0; i < n; i++) {
                samples[filled + i] = pcm[from + i];
            }
            filled += n;
            from += n;
            left -= n;
            if (filled == WINDOW) {
                compute();
                System.arraycopy(samples, HOP, samples, 0, WINDOW - HOP);
                filled = WINDOW - HOP;
                sink.frame(frame, 0);
            }
        }
    }

    private void compute() {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        float mean = (float) (sum / WINDOW);
        float previous = samples[0] - mean;
        for (int i = 0; i < WINDOW; i++) {
            float sample = samples[i] - mean;
            padded[i] = (sample - PRE_EMPHASIS * previous) * window[i];
            previous = sample;
        }
        fft.forward(padded, spectrum);
        for (int k = 0; k < power.length; k++) {
            power[k] = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
        }
        for (int b = 0; b < BINS; b++) {
            frame[b] = (float) Math.log(Math.max(bank.energy(b, power), FLOOR));
        }
    }
}
