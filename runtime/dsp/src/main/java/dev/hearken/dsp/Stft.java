package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Short-time Fourier transform of several channels, hop by hop: frames of {@value #FRAME} samples every {@value #HOP}, under the
 * root of a periodic Hann window, so that {@link StftSynthesis} with the same window gives the signal back. At 16 kHz that is
 * 32 ms every 16 ms. One thread; no allocation a hop.
 */
public final class Stft {

    /** Samples a frame. */
    public static final int FRAME = 512;
    /** Samples from one frame to the next. */
    public static final int HOP = 256;
    /** Frequencies of a frame: 0 to half the sample rate. */
    public static final int BINS = FRAME / 2 + 1;

    private final RealFft fft = new RealFft(FRAME);
    private final float[] window = window();
    private final float[][] past;
    private final float[] frame = new float[FRAME];
    private final float[] interleaved = new float[FRAME + 2];

    public Stft(int channels) {
        past = new float[channels][FRAME - HOP];
    }

    /**
     * Takes the next hop of each channel.
     *
     * @param hop {@code [channel][HOP]}
     * @param out receives the frame that ends with this hop
     */
    public void analyse(float[][] hop, Spectra out) {
        for (int c = 0; c < past.length; c++) {
            System.arraycopy(past[c], 0, frame, 0, FRAME - HOP);
            System.arraycopy(hop[c], 0, frame, FRAME - HOP, HOP);
            System.arraycopy(hop[c], 0, past[c], 0, HOP);
            for (int i = 0; i < FRAME; i++) {
                frame[i] *= window[i];
            }
            fft.forward(frame, interleaved);
            float[] re = out.re()[c];
            float[] im = out.im()[c];
            for (int f = 0; f < BINS; f++) {
                re[f] = interleaved[2 * f];
                im[f] = interleaved[2 * f + 1];
            }
        }
    }

    /** Forgets the samples of the last hop. */
    public void reset() {
        for (float[] channel : past) {
            Arrays.fill(channel, 0f);
        }
    }

    static float[] window() {
        float[] window = new float[FRAME];
        for (int i = 0; i < FRAME; i++) {
            window[i] = (float) Math.sqrt(0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME));
        }
        return window;
    }
}
