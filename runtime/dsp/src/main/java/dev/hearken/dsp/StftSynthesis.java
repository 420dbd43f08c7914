package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Overlap-add of the frames of {@link Stft}. The hop that comes out lies one hop behind the newest one that went into the
 * analysis; with the hop that had to be gathered first, {@value #LATENCY} samples in all (32 ms at 16 kHz). One thread; no
 * allocation.
 */
public final class StftSynthesis {

    /** Samples from the arrival of a sample to the moment at which it can leave, at most. */
    public static final int LATENCY = Stft.FRAME;

    private final RealFft fft = new RealFft(Stft.FRAME);
    private final float[] window = Stft.window();
    private final float[] tail = new float[Stft.FRAME - Stft.HOP];
    private final float[] interleaved = new float[Stft.FRAME + 2];
    private final float[] frame = new float[Stft.FRAME];

    /**
     * @param re  bins of the newest frame
     * @param out receives {@link Stft#HOP} samples
     */
    public void synthesise(float[] re, float[] im, float[] out) {
        for (int f = 0; f < Stft.BINS; f++) {
            interleaved[2 * f] = re[f];
            interleaved[2 * f + 1] = im[f];
        }
        fft.inverse(interleaved, frame);
        for (int i = 0; i < Stft.HOP; i++) {
            out[i] = tail[i] + frame[i] * window[i];
            tail[i] = frame[Stft.HOP + i] * window[Stft.HOP + i];
        }
    }

    public void reset() {
        Arrays.fill(tail, 0f);
    }
}
