package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Where a talker is: steered response power with phase transform (SRP-PHAT) over the frames of a span of time, from 300 to
 * 7900 Hz, each bin weighted by the square of a mask, less what was there before the span: without a mask that is what tells a
 * talker from a noise that goes on. Keeps the cross spectra of the last {@value #SECONDS} seconds in slots of four frames, so
 * that the span may be stated when the wake word is certain, which is later than when it was said. One thread; no allocation.
 *
 * <p>Only what grows louder counts: a frame weighs as much as its power exceeds what a room may still hold of the frames before
 * it, since the first sound comes from the talker and the later sound from the walls (the precedence effect).
 */
public final class DirectionFinder {

    /** How far back a span may reach. */
    public static final int SECONDS = 4;
    /** Directions that are tried, 5 degrees apart. */
    static final int AZIMUTHS = 72;
    private static final int FIRST_BIN = 10;
    /** Far above the frequency at which neighbouring microphones are half a wave apart: the false peaks of each bin lie elsewhere. */
    private static final int LAST_BIN = 252;
    private static final int BAND = LAST_BIN - FIRST_BIN + 1;
    private static final float TINY = 1e-20f;
    private static final int SLOT_FRAMES = 4;
    /** Slots left out before a span: its beginning is not known exactly. */
    private static final int GUARD_SLOTS = 2;
    private static final int LEAST_BEFORE = 8;
    /** Less than all: of a span that is nothing but the noise before, something must be left. */
    private static final float SUBTRACTED = 0.9f;
    /** What is left of a frame's power after a hop, at most: a reverberation time of 0.6 s. */
    private static final float DECAY = 0.7f;
    private static final int SLOTS = SECONDS * 16_000 / Stft.HOP / SLOT_FRAMES;
    /** Talkers sit or stand a little above a table. */
    private static final double ELEVATION = Math.toRadians(10);

    private final int pairs;
    private final int[] first;
    private final int[] second;
    /** cos and sin of the phase between the two microphones of a pair: [azimuth][pair][bin]. */
    private final float[][][] cos;
    private final float[][][] sin;
    private final float[][][] slotRe;
    private final float[][][] slotIm;
    private final float[][] sumRe;
    private final float[][] sumIm;
    private final float[][] unitRe;
    private final float[][] unitIm;
    private final float[] weight = new float[BAND];
    private final float[] power = new float[BAND];
    private final float[] inverse = new float[BAND];
    /** What may still be heard of the frames before. */
    private final float[] reverberation = new float[BAND];
    private final float[] response = new float[AZIMUTHS];
    private final boolean linear;
    private long frames;

    public DirectionFinder(ArrayGeometry geometry) {
        int microphones = geometry.size();
        linear = geometry.linear();
        pairs = microphones * (microphones - 1) / 2;
        first = new int[pairs];
        second = new int[pairs];
        for (int i = 0, pair = 0; i < microphones; i++) {
            for (int j = i + 1; j < microphones; j++, pair++) {
                first[pair] = i;
                second[pair] = j;
            }
        }
        cos = new float[AZIMUTHS][pairs][BAND];
        sin = new float[AZIMUTHS][pairs][BAND];
        fillTables(geometry);
        slotRe = new float[SLOTS][pairs][BAND];
        slotIm = new float[SLOTS][pairs][BAND];
        sumRe = new float[pairs][BAND];
        sumIm = new float[pairs][BAND];
        unitRe = new float[microphones][BAND];
        unitIm = new float[microphones][BAND];
    }

    private void fillTables(ArrayGeometry geometry) {
        for (int a = 0; a < AZIMUTHS; a++) {
            double azimuth = 2 * Math.PI * a / AZIMUTHS;
            for (int p = 0; p < pairs; p++) {
                double tau = geometry.lead(first[p], azimuth, ELEVATION) - geometry.lead(second[p], azimuth, ELEVATION);
                for (int b = 0; b < BAND; b++) {
                    double phase = 2 * Math.PI * (FIRST_BIN + b) * 16_000.0 / Stft.FRAME * tau;
                    cos[a][p][b] = (float) Math.cos(phase);
                    sin[a][p][b] = (float) Math.sin(phase);
                }
            }
        }
    }

    /**
     * Takes the next frame.
     *
     * @param mask weight of each of {@link Stft#BINS} bins, 0 to 1
     */
    public void accept(Spectra y, float[] mask) {
        int slot = (int) (frames / SLOT_FRAMES % SLOTS);
        if (frames % SLOT_FRAMES == 0) {
            for (int p = 0; p < pairs; p++) {
                Arrays.fill(slotRe[slot][p], 0f);
                Arrays.fill(slotIm[slot][p], 0f);
            }
        }
        frames++;
        Arrays.fill(power, 0f);
        for (int c = 0; c < unitRe.length; c++) {
            normalise(y.re()[c], y.im()[c], unitRe[c], unitIm[c]);
        }
        weigh(mask);
        for (int p = 0; p < pairs; p++) {
            int a = first[p];
            int b = second[p];
            Lanes.addScaledSum(slotRe[slot][p], weight, unitRe[a], unitRe[b], unitIm[a], unitIm[b], BAND);
            Lanes.addScaledDifference(slotIm[slot][p], weight, unitIm[a], unitRe[b], unitRe[a], unitIm[b], BAND);
        }
    }

    private void normalise(float[] re, float[] im, float[] toRe, float[] toIm) {
        System.arraycopy(re, FIRST_BIN, toRe, 0, BAND);
        System.arraycopy(im, FIRST_BIN, toIm, 0, BAND);
        Lanes.addSum(power, toRe, toRe, toIm, toIm, BAND);
        for (int b = 0; b < BAND; b++) {
            inverse[b] = 1 / ((float) Math.sqrt(toRe[b] * toRe[b] + toIm[b] * toIm[b]) + 1e-9f);
        }
        Lanes.scale(toRe, inverse, BAND);
        Lanes.scale(toIm, inverse, BAND);
    }

    private void weigh(float[] mask) {
        for (int b = 0; b < BAND; b++) {
            float m = mask[FIRST_BIN + b];
            float left = reverberation[b];
            weight[b] = m * m * Math.max(0f, 1 - left / (power[b] + TINY));
            reverberation[b] = Math.max(DECAY * left, power[b]);
        }
    }

    /**
     * Direction of the loudest source over a span.
     *
     * @param framesAgo  frames before the newest at which the span begins
     * @param spanFrames its length
     * @return degrees, 0 to 360; of a linear array 0 to 180, the angle to the line; NaN if nothing has been heard
     */
    public double azimuth(long framesAgo, long spanFrames) {
        sum(framesAgo, spanFrames);
        float best = strongest(-1, -1);
        int at = 0;
        for (int a = 0; a < AZIMUTHS; a++) {
            if (response[a] == best) {
                at = a;
                break;
            }
        }
        if (best == 0) {
            return Double.NaN;
        }
        double degrees = (at + between(at)) * 360.0 / AZIMUTHS;
        return linear ? Math.toDegrees(Math.acos(Math.cos(Math.toRadians(degrees)))) : (degrees + 360) % 360;
    }

    /** Steered response of the last {@link #azimuth} at 0, 5, ... 355 degrees. */
    public float[] response() {
        return response.clone();
    }

    /**
     * How much more the sound of a span looks like that of one talker when two microphones are taken for each other: the ratio
     * of the strongest responses. Clearly above 1 if their wires are swapped.
     */
    double gainOfSwapping(int a, int b, long framesAgo, long spanFrames) {
        sum(framesAgo, spanFrames);
        float swapped = strongest(a, b);
        float asStated = strongest(-1, -1);
        return asStated <= 0 ? 1 : swapped / asStated;
    }

    public void reset() {
        frames = 0;
        Arrays.fill(reverberation, 0f);
    }

    /** What the span has more than the time before it: a source that sounded all along, however strong, cancels. */
    private void sum(long framesAgo, long spanFrames) {
        for (int p = 0; p < pairs; p++) {
            Arrays.fill(sumRe[p], 0f);
            Arrays.fill(sumIm[p], 0f);
        }
        long oldest = Math.max(0, (frames - 1) / SLOT_FRAMES - SLOTS + 1);
        long newest = (frames - 1) / SLOT_FRAMES;
        long from = Math.max(oldest, Math.max(0, frames - framesAgo) / SLOT_FRAMES);
        long to = Math.min(newest, (Math.max(0, frames - framesAgo) + spanFrames - 1) / SLOT_FRAMES);
        for (long at = from; at <= to; at++) {
            add((int) (at % SLOTS), 1);
        }
        long before = from - 1 - GUARD_SLOTS;
        float share = SUBTRACTED * (to - from + 1) / Math.max(1, before - oldest + 1);
        for (long at = oldest; at <= before && before - oldest >= LEAST_BEFORE; at++) {
            add((int) (at % SLOTS), -share);
        }
    }

    private void add(int slot, float weight) {
        for (int p = 0; p < pairs; p++) {
            for (int b = 0; b < BAND; b++) {
                sumRe[p][b] += weight * slotRe[slot][p][b];
                sumIm[p][b] += weight * slotIm[slot][p][b];
            }
        }
    }

    /** Fills {@link #response} and returns its maximum; with two microphones taken for each other unless they are negative. */
    private float strongest(int swapA, int swapB) {
        float best = 0;
        for (int a = 0; a < AZIMUTHS; a++) {
            float power = 0;
            for (int p = 0; p < pairs; p++) {
                int i = swap(first[p], swapA, swapB);
                int j = swap(second[p], swapA, swapB);
                int pair = pair(Math.min(i, j), Math.max(i, j));
                power += correlate(cos[a][pair], sin[a][pair], sumRe[p], sumIm[p], i < j ? 1 : -1);
            }
            response[a] = Math.max(power, 0f);
            best = Math.max(best, response[a]);
        }
        return best;
    }

    private static float correlate(float[] c, float[] s, float[] r, float[] m, float sign) {
        float sum = 0;
        for (int b = 0; b < BAND; b++) {
            sum += c[b] * r[b] + sign * s[b] * m[b];
        }
        return sum;
    }

    private static int swap(int microphone, int a, int b) {
        return microphone == a ? b : microphone == b ? a : microphone;
    }

    private int pair(int i, int j) {
        int microphones = unitRe.length;
        return i * microphones - i * (i + 1) / 2 + j - i - 1;
    }

    /** Peak of the parabola through the strongest response and its neighbours, in steps. */
    private double between(int at) {
        float left = response[(at + AZIMUTHS - 1) % AZIMUTHS];
        float middle = response[at];
        float right = response[(at + 1) % AZIMUTHS];
        float curvature = left - 2 * middle + right;
        return curvature < 0 ? 0.5 * (left - right) / curvature : 0;
    }
}
