package dev.hearken.dsp;

/**
 * Fourier transform of real signals whose length is a power of two. Tables and work space are allocated once; a transform
 * allocates nothing. One thread.
 *
 * <p>A real transform of N points is a complex one of N/2 over the pairs (x[2n], x[2n+1]) followed by one pass that parts the
 * two interleaved halves (Press et al., Numerical Recipes, 12.3). The complex transform is decimation in time with bit reversal
 * first; its two first stages, whose factors are 1 and -i, are one radix-4 pass without multiplications.
 */
public final class RealFft {

    private final int size;
    private final int half;
    /** cos and -sin of 2 pi k / size, interleaved, k = 0..size/2-1. */
    private final float[] twiddles;
    private final int[] reversed;
    private final float[] work;

    /** @param size number of real samples: a power of two, 8 to 65536 */
    public RealFft(int size) {
        if (size < 8 || size > 1 << 16 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("FFT size must be a power of two from 8 to 65536, not " + size);
        }
        this.size = size;
        this.half = size / 2;
        this.twiddles = new float[size];
        this.reversed = new int[half];
        this.work = new float[size];
        for (int k = 0; k < half; k++) {
            twiddles[2 * k] = (float) Math.cos(2 * Math.PI * k / size);
            twiddles[2 * k + 1] = (float) -Math.sin(2 * Math.PI * k / size);
            reversed[k] = Integer.reverse(k) >>> (Integer.numberOfLeadingZeros(half) + 1);
        }
    }

    /** Number of real samples. */
    public int size() {
        return size;
    }

    /** Number of complex bins, size / 2 + 1: those of the frequencies 0, 1/N, ... 1/2. */
    public int bins() {
        return half + 1;
    }

    /**
     * spectrum[2k] + i spectrum[2k+1] = sum over n of in[n] exp(-2 pi i k n / N), for k = 0..N/2.
     *
     * @param in       at least N samples, kept
     * @param spectrum at least N + 2 values
     */
    public void forward(float[] in, float[] spectrum) {
        for (int k = 0; k < half; k++) {
            int from = 2 * reversed[k];
            work[2 * k] = in[from];
            work[2 * k + 1] = in[from + 1];
        }
        transform(work);
        float re0 = work[0];
        float im0 = work[1];
        spectrum[0] = re0 + im0;
        spectrum[1] = 0;
        spectrum[size] = re0 - im0;
        spectrum[size + 1] = 0;
        for (int k = 1; k <= half / 2; k++) {
            int a = 2 * k;
            int b = size - a;
            // even = (Z[k] + conj Z[M-k]) / 2, odd = (Z[k] - conj Z[M-k]) / 2i, X[k] = even + w^k odd
            float evenRe = 0.5f * (work[a] + work[b]);
            float evenIm = 0.5f * (work[a + 1] - work[b + 1]);
            float oddRe = 0.5f * (work[a + 1] + work[b + 1]);
            float oddIm = 0.5f * (work[b] - work[a]);
            float c = twiddles[a];
            float s = twiddles[a + 1];
            float re = c * oddRe - s * oddIm;
            float im = c * oddIm + s * oddRe;
            spectrum[a] = evenRe + re;
            spectrum[a + 1] = evenIm + im;
            spectrum[b] = evenRe - re;
            spectrum[b + 1] = im - evenIm;
        }
    }

    /**
     * The inverse, scaled so that it undoes {@link #forward}.
     *
     * @param spectrum N + 2 values, kept; the imaginary parts of the first and the last bin are taken as 0
     * @param out      at least N samples
     */
    public void inverse(float[] spectrum, float[] out) {
        // The complex inverse is the forward transform of the conjugate, conjugated.
        put(0, 0.5f * (spectrum[0] + spectrum[size]), -0.5f * (spectrum[0] - spectrum[size]));
        for (int k = 1; k <= half / 2; k++) {
            int a = 2 * k;
            int b = size - a;
            float evenRe = 0.5f * (spectrum[a] + spectrum[b]);
            float evenIm = 0.5f * (spectrum[a + 1] - spectrum[b + 1]);
            float diffRe = 0.5f * (spectrum[a] - spectrum[b]);
            float diffIm = 0.5f * (spectrum[a + 1] + spectrum[b + 1]);
            float c = twiddles[a];
            float s = -twiddles[a + 1];
            float oddRe = c * diffRe - s * diffIm;
            float oddIm = c * diffIm + s * diffRe;
            // Z[k] = even + i odd, Z[M-k] = conj(even) + i conj(odd)
            put(k, evenRe - oddIm, -(evenIm + oddRe));
            put(half - k, evenRe + oddIm, evenIm - oddRe);
        }
        transform(work);
        float scale = 1f / half;
        for (int i = 0; i < size; i += 2) {
            out[i] = work[i] * scale;
            out[i + 1] = -work[i + 1] * scale;
        }
    }

    private void put(int k, float re, float im) {
        int to = 2 * reversed[k];
        work[to] = re;
        work[to + 1] = im;
    }

    /** Complex transform in place of values already in bit-reversed order. */
    private void transform(float[] z) {
        firstTwoStages(z);
        for (int span = 4; span < half; span *= 2) {
            int step = size / span;
            for (int start = 0; start < half; start += 2 * span) {
                for (int j = 0, t = 0; j < span; j++, t += step) {
                    int a = 2 * (start + j);
                    int b = a + 2 * span;
                    float c = twiddles[t];
                    float s = twiddles[t + 1];
                    float re = c * z[b] - s * z[b + 1];
                    float im = c * z[b + 1] + s * z[b];
                    z[b] = z[a] - re;
                    z[b + 1] = z[a + 1] - im;
                    z[a] += re;
                    z[a + 1] += im;
                }
            }
        }
    }

    private void firstTwoStages(float[] z) {
        for (int i = 0; i < size; i += 8) {
            float sum0Re = z[i] + z[i + 2];
            float sum0Im = z[i + 1] + z[i + 3];
            float dif0Re = z[i] - z[i + 2];
            float dif0Im = z[i + 1] - z[i + 3];
            float sum1Re = z[i + 4] + z[i + 6];
            float sum1Im = z[i + 5] + z[i + 7];
            float dif1Re = z[i + 4] - z[i + 6];
            float dif1Im = z[i + 5] - z[i + 7];
            z[i] = sum0Re + sum1Re;
            z[i + 1] = sum0Im + sum1Im;
            z[i + 2] = dif0Re + dif1Im;
            z[i + 3] = dif0Im - dif1Re;
            z[i + 4] = sum0Re - sum1Re;
            z[i + 5] = sum0Im - sum1Im;
            z[i + 6] = dif0Re - dif1Im;
            z[i + 7] = dif0Im + dif1Re;
        }
    }
}
