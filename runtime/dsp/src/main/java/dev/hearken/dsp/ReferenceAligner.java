package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Brings the reference of an echo canceller to the time of the microphone. A long delay is found by the generalised cross
 * correlation with phase transform (Knapp and Carter 1976) over windows of one second and taken out up to {@value #HEADROOM}
 * samples before the echo; a delay that grows or shrinks steadily is the drift of two clocks: it is measured over up to a minute
 * and taken out by reading the reference at another rate. One thread; nothing is allocated after construction.
 *
 * <p>Delays that the filter spans anyway (to {@value #LATEST} samples) are left alone: a move costs it what it has learned.
 */
final class ReferenceAligner {

    static final int HEADROOM = 64;
    private static final int EARLIEST = 8;
    private static final int LATEST = 384;
    private static final int WINDOW = 1 << 14;
    private static final int SEARCH_INTERVAL = 1 << 12;
    /** Once the delay is known; the correlation is the dearest part of the canceller. */
    private static final int WATCH_INTERVAL = 1 << 14;
    private static final int HISTORY = 1 << 16;
    private static final int LONGEST_DELAY = 8_000;
    private static final float KEEP_CROSS = 0.75f;
    /** Peak against the root mean square of the correlation; noise alone reaches about 4.5. */
    private static final double CERTAIN = 9;
    private static final double LEAST_POWER = 1e-7;
    private static final int AGREE_SAMPLES = 16;

    private final float[] reference = new float[HISTORY];
    private final float[] microphone = new float[WINDOW];
    private final RealFft fft = new RealFft(WINDOW);
    private final float[] window = new float[WINDOW];
    private final float[] microphoneSpectrum = new float[WINDOW + 2];
    private final float[] referenceSpectrum = new float[WINDOW + 2];
    private final float[] cross = new float[WINDOW + 2];
    private final SincReader reader = new SincReader(reference);
    private final DriftLine drift = new DriftLine();

    private long taken;
    private long nextEstimate = WINDOW;
    /** Samples by which the reference is delayed; whole while there is no drift. */
    private double applied;
    private double lastDelay = Double.NaN;
    private double held = Double.NaN;
    private boolean agreed;

    /**
     * Takes a block of both and gives the reference's block for that of the microphone.
     *
     * @return whether the delay has jumped, so that what a filter knows is void
     */
    boolean process(float[] mic, float[] ref, int offset, int length, float[] aligned) {
        for (int i = 0; i < length; i++) {
            reference[(int) (taken + i & HISTORY - 1)] = ref[offset + i];
            microphone[(int) (taken + i & WINDOW - 1)] = mic[offset + i];
        }
        double rate = drift.samplesASample();
        if (rate != 0 && !Double.isNaN(held)) {
            // Back to where the line says within eight seconds: slow enough for the filter to follow.
            double behind = drift.delayAt(taken) - held - applied;
            rate += Math.max(-2e-5, Math.min(2e-5, behind / 128_000));
        }
        for (int i = 0; i < length; i++) {
            aligned[i] = reader.at(taken + i - applied);
            applied = Math.max(rate == 0 ? 0 : SincReader.HALF, applied + rate);
        }
        taken += length;
        if (taken < nextEstimate) {
            return false;
        }
        boolean moved = estimate();
        nextEstimate = taken + (agreed ? WATCH_INTERVAL : SEARCH_INTERVAL);
        return moved;
    }

    /** Samples by which the reference is delayed. */
    double delay() {
        return applied;
    }

    /** How much faster the microphone's clock runs than that of the reference, in parts per million; 0 until it is certain. */
    double driftPpm() {
        return drift.samplesASample() * 1e6;
    }

    void reset() {
        Arrays.fill(reference, 0f);
        Arrays.fill(microphone, 0f);
        Arrays.fill(cross, 0f);
        drift.reset();
        nextEstimate = taken + WINDOW;
        agreed = false;
        applied = 0;
        lastDelay = Double.NaN;
        held = Double.NaN;
    }

    private boolean estimate() {
        if (power(taken) < LEAST_POWER) {
            return false;
        }
        correlate();
        double delay = peak();
        if (Double.isNaN(delay)) {
            return false;
        }
        agreed = Math.abs(delay - lastDelay) < AGREE_SAMPLES;
        lastDelay = delay;
        if (!agreed) {
            return false;
        }
        drift.add(taken, delay);
        double inFilter = delay - applied;
        boolean drifting = drift.samplesASample() != 0;
        if (inFilter >= EARLIEST && inFilter <= LATEST && !(drifting && Double.isNaN(held) && applied < SincReader.HALF)) {
            if (drifting && Double.isNaN(held)) {
                held = drift.delayAt(taken) - applied;
            }
            return false;
        }
        return moveTo(delay, drifting);
    }

    private boolean moveTo(double delay, boolean drifting) {
        double wanted = Math.max(0, Math.rint(delay - HEADROOM));
        if (wanted == applied || drifting && wanted < SincReader.HALF) {
            return false;
        }
        applied = wanted;
        held = drifting ? drift.delayAt(taken) - applied : Double.NaN;
        return true;
    }

    private double power(long end) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i += 4) {
            float x = reference[(int) (end - 1 - i & HISTORY - 1)];
            sum += x * x;
        }
        return sum / (WINDOW / 4);
    }

    private void correlate() {
        for (int i = 0; i < WINDOW; i++) {
            window[i] = microphone[(int) (taken + i & WINDOW - 1)];
        }
        fft.forward(window, microphoneSpectrum);
        for (int i = 0; i < WINDOW; i++) {
            window[i] = reference[(int) (taken - WINDOW + i & HISTORY - 1)];
        }
        fft.forward(window, referenceSpectrum);
        for (int k = 0; k <= WINDOW; k += 2) {
            float mr = microphoneSpectrum[k];
            float mi = microphoneSpectrum[k + 1];
            float rr = referenceSpectrum[k];
            float ri = referenceSpectrum[k + 1];
            cross[k] = KEEP_CROSS * cross[k] + mr * rr + mi * ri;
            cross[k + 1] = KEEP_CROSS * cross[k + 1] + mi * rr - mr * ri;
            float inverse = 1 / ((float) Math.sqrt(cross[k] * cross[k] + cross[k + 1] * cross[k + 1]) + 1e-12f);
            referenceSpectrum[k] = cross[k] * inverse;
            referenceSpectrum[k + 1] = cross[k + 1] * inverse;
        }
        fft.inverse(referenceSpectrum, window);
    }

    /** Lag of the greatest correlation, between samples; NaN if none stands out. */
    private double peak() {
        double squares = 0;
        int best = 0;
        for (int i = 0; i < WINDOW; i++) {
            squares += window[i] * window[i];
        }
        for (int i = 1; i < LONGEST_DELAY; i++) {
            if (Math.abs(window[i]) > Math.abs(window[best])) {
                best = i;
            }
        }
        if (best == 0 || Math.abs(window[best]) < CERTAIN * Math.sqrt(squares / WINDOW)) {
            return Double.NaN;
        }
        double left = Math.abs(window[best - 1]);
        double right = Math.abs(window[best + 1]);
        double curvature = left - 2 * Math.abs(window[best]) + right;
        return best + (curvature < 0 ? 0.5 * (left - right) / curvature : 0);
    }
}
