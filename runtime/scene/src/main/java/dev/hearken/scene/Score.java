package dev.hearken.scene;

/** How good an output is, against what it should be. */
public final class Score {

    private Score() {
    }

    /** Scale-invariant signal-to-distortion ratio in dB, over samples from..to. */
    public static double siSdr(float[] output, float[] wanted, int from, int to) {
        double meanOut = mean(output, from, to);
        double meanWanted = mean(wanted, from, to);
        double cross = 0;
        double energy = 1e-12;
        for (int i = from; i < to; i++) {
            cross += (output[i] - meanOut) * (wanted[i] - meanWanted);
            energy += Math.pow(wanted[i] - meanWanted, 2);
        }
        double scale = cross / energy;
        double target = 0;
        double rest = 1e-12;
        for (int i = from; i < to; i++) {
            double t = scale * (wanted[i] - meanWanted);
            target += t * t;
            rest += Math.pow(output[i] - meanOut - t, 2);
        }
        return 10 * Math.log10(target / rest);
    }

    /** Ratio of powers in dB, over samples from..to. */
    public static double ratioDb(float[] a, float[] b, int from, int to) {
        return 10 * Math.log10((power(a, from, to) + 1e-20) / (power(b, from, to) + 1e-20));
    }

    /** Difference of two directions in degrees; of a linear array, of the cones they lie on. */
    public static double angleError(double a, double b, boolean linear) {
        if (linear) {
            return Math.abs(Math.toDegrees(Math.acos(Math.cos(Math.toRadians(a)))) - Math.toDegrees(Math.acos(Math.cos(Math.toRadians(b)))));
        }
        double difference = Math.abs(a - b) % 360;
        return Math.min(difference, 360 - difference);
    }

    static double power(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * samples[i];
        }
        return sum / Math.max(1, to - from);
    }

    private static double mean(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i];
        }
        return sum / (to - from);
    }
}
