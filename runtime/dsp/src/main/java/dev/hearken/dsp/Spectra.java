package dev.hearken.dsp;

import java.util.Arrays;

/**
 * One frame of several channels in the frequency domain: {@code re[channel][bin]}, {@code im[channel][bin]}. Frequency lies
 * innermost, so that loops over bins run over neighbouring floats and are vectorised.
 *
 * @param re real parts
 * @param im imaginary parts
 */
public record Spectra(float[][] re, float[][] im) {

    /** A frame of zeros. */
    public static Spectra of(int channels, int bins) {
        return new Spectra(new float[channels][bins], new float[channels][bins]);
    }

    public int channels() {
        return re.length;
    }

    public int bins() {
        return re[0].length;
    }

    /** Copies one channel's bins. */
    void copy(int channel, Spectra from, int fromChannel) {
        System.arraycopy(from.re[fromChannel], 0, re[channel], 0, bins());
        System.arraycopy(from.im[fromChannel], 0, im[channel], 0, bins());
    }

    void clear() {
        for (int c = 0; c < re.length; c++) {
            Arrays.fill(re[c], 0f);
            Arrays.fill(im[c], 0f);
        }
    }
}
