package dev.hearken.dsp;

/**
 * A line through the delays measured in the last minute; its slope is the drift of two clocks. Taken for real only when
 * the line is long, the points lie on it, and the slope is more than the measurement's own error. One thread; no allocation.
 */
final class DriftLine {

    private static final int POINTS = 64;
    private static final int LEAST_POINTS = 12;
    private static final double LARGEST_DEVIATION = 0.5;
    /** 3 ppm: half a sample in ten seconds, which the filter follows by itself. */
    private static final double LEAST_SLOPE = 3e-6;
    /** Clocks of sound cards are within 100 ppm of what they say; what seems more is a moving talker or a new path. */
    private static final double LARGEST_SLOPE = 5e-4;

    private final double[] times = new double[POINTS];
    private final double[] delays = new double[POINTS];
    private int count;
    private int next;
    private double slope;
    private double meanTime;
    private double meanDelay;

    void add(long time, double delay) {
        if (count > 0) {
            int newest = (next + POINTS - 1) % POINTS;
            double expected = delays[newest] + slope * (time - times[newest]);
            if (Math.abs(delay - expected) > 4) {
                reset();
            }
        }
        times[next] = time;
        delays[next] = delay;
        next = (next + 1) % POINTS;
        count = Math.min(count + 1, POINTS);
        if (count >= LEAST_POINTS) {
            fit();
        }
    }

    /** Growth of the delay, in samples a sample; 0 while none is certain. */
    double samplesASample() {
        return slope;
    }

    double delayAt(double time) {
        return meanDelay + slope * (time - meanTime);
    }

    void reset() {
        count = 0;
        next = 0;
        slope = 0;
    }

    private void fit() {
        double t = 0;
        double d = 0;
        for (int i = 0; i < count; i++) {
            t += times[i] / count;
            d += delays[i] / count;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < count; i++) {
            covariance += (times[i] - t) * (delays[i] - d);
            variance += (times[i] - t) * (times[i] - t);
        }
        double candidate = covariance / variance;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double off = delays[i] - d - candidate * (times[i] - t);
            squares += off * off;
        }
        boolean certain = Math.sqrt(squares / count) < LARGEST_DEVIATION && Math.abs(candidate) < LARGEST_SLOPE;
        if (certain) {
            slope = Math.abs(candidate) < LEAST_SLOPE ? 0 : candidate;
            meanTime = t;
            meanDelay = d;
        }
    }
}
