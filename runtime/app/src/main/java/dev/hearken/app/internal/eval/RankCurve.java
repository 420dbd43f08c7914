package dev.hearken.app.internal.eval;

import java.util.Arrays;

/** Figures of a detector that gives scores: misses at a rate of false alarms, area under the curve. */
final class RankCurve {

    private RankCurve() {
    }

    /**
     * Share of positives that are missed at the lowest threshold which lets no more than the given number of false alarms pass.
     *
     * @param positives best score of each clip that should fire, negative infinity where nothing was found
     * @param negatives score of each candidate in sound that should not fire
     * @param allowed   false alarms allowed
     */
    static double missRate(double[] positives, double[] negatives, int allowed) {
        double[] sorted = negatives.clone();
        Arrays.sort(sorted);
        double threshold = allowed < sorted.length ? sorted[sorted.length - 1 - allowed] : Double.NEGATIVE_INFINITY;
        return positives.length == 0 ? Double.NaN
                : (double) Arrays.stream(positives).filter(score -> !(score > threshold)).count() / positives.length;
    }

    /** Probability that a random positive scores above a random negative; ties count half. */
    static double areaUnderCurve(float[] positives, float[] negatives) {
        float[] down = negatives.clone();
        Arrays.sort(down);
        double wins = 0;
        for (float score : positives) {
            int below = lowerBound(down, score);
            int atMost = lowerBound(down, Math.nextUp(score));
            wins += below + 0.5 * (atMost - below);
        }
        return wins / ((double) positives.length * negatives.length);
    }

    private static int lowerBound(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
