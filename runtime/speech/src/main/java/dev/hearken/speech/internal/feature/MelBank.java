package dev.hearken.speech.internal.feature;

/**
 * Triangular filters, equally wide on the mel scale of HTK (1127 ln(1 + f / 700)), as Kaldi's {@code MelBanks} lays them out:
 * triangles in mel, weights taken at the centre of each FFT bin, the bin at half the sample rate unused.
 */
final class MelBank {

    private final int[] first;
    private final float[][] weights;

    MelBank(int bins, int fftSize, double sampleRate, double lowHz, double highHz) {
        first = new int[bins];
        weights = new float[bins][];
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (bins + 1);
        for (int b = 0; b < bins; b++) {
            double left = low + b * step;
            int from = 0;
            while (mel(from * sampleRate / fftSize) <= left) {
                from++;
            }
            int to = from;
            while (to < fftSize / 2 && mel(to * sampleRate / fftSize) < left + 2 * step) {
                to++;
            }
            first[b] = from;
            weights[b] = new float[to - from];
            for (int i = from; i < to; i++) {
                double position = (mel(i * sampleRate / fftSize) - left) / step;
                weights[b][i - from] = (float) (position <= 1 ? position : 2 - position);
            }
        }
    }

    private static double mel(double hz) {
        return 1127 * Math.log1p(hz / 700);
    }

    /** The energy of filter {@code b} over a power spectrum. */
    float energy(int b, float[] power) {
        float[] w = weights[b];
        int from = first[b];
        float sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * power[from + i];
        }
        return sum;
    }
}
