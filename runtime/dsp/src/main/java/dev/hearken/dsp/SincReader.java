package dev.hearken.dsp;

/** Reads a cyclic buffer between its samples, with a windowed sinc; at whole positions exactly. No allocation a read. */
final class SincReader {

    /** Samples needed on each side of a position. */
    static final int HALF = 16;
    private static final int PHASES = 128;

    private final float[] samples;
    private final float[][] table = new float[PHASES + 1][2 * HALF];

    /** @param samples its length is a power of two */
    SincReader(float[] samples) {
        this.samples = samples;
        for (int p = 0; p <= PHASES; p++) {
            for (int k = 0; k < 2 * HALF; k++) {
                double t = k - (HALF - 1) - (double) p / PHASES;
                double sinc = Math.abs(t) < 1e-9 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
                table[p][k] = (float) (sinc * (0.5 + 0.5 * Math.cos(Math.PI * t / HALF)));
            }
        }
    }

    /** Value at an absolute position, of which the buffer holds the neighbourhood. */
    float at(double position) {
        long whole = (long) Math.floor(position);
        double rest = position - whole;
        int mask = samples.length - 1;
        if (rest == 0) {
            return samples[(int) (whole & mask)];
        }
        double scaled = rest * PHASES;
        int phase = (int) scaled;
        float weight = (float) (scaled - phase);
        float[] low = table[phase];
        float[] high = table[phase + 1];
        float sum = 0;
        for (int k = 0; k < 2 * HALF; k++) {
            sum += (low[k] + weight * (high[k] - low[k])) * samples[(int) (whole + k - (HALF - 1) & mask)];
        }
        return sum;
    }
}
