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

    /** out = w^H y of each bin: the sum over channels, each turned and scaled by its conjugate weight. */
    void weigh(Spectra weights, float[] outRe, float[] outIm) {
        Arrays.fill(outRe, 0f);
        Arrays.fill(outIm, 0f);
        int bins = bins();
        for (int c = 0; c < re.length; c++) {
            float[] wr = weights.re[c];
            float[] wi = weights.im[c];
            float[] yr = re[c];
            float[] yi = im[c];
            Lanes.addSum(outRe, wr, yr, wi, yi, bins);
            Lanes.addDifference(outIm, wr, yi, wi, yr, bins);
        }
    }

    void clear() {
        for (int c = 0; c < re.length; c++) {
            Arrays.fill(re[c], 0f);
            Arrays.fill(im[c], 0f);
        }
    }
}
