package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Weakens steady noise in one channel, for people's ears only: a recogniser hears worse through it. Gains are those of Ephraim and
 * Malah's decision-directed Wiener rule, weighted by the probability of speech as in Cohen's OM-LSA (2002); the noise is followed
 * by its minima over about a second (MCRA). One thread; no allocation a hop.
 */
public final class NoiseSuppressor {

    private static final float KEEP_POWER = 0.8f;
    private static final float KEEP_NOISE = 0.95f;
    private static final float KEEP_RATIO = 0.98f;
    private static final int MINIMUM_HOPS = 64;
    /** Power over its minimum from which a bin is taken for speech. */
    private static final float SPEECH_RATIO = 5;
    /** Minima lie below the mean of what they are minima of. */
    private static final float BIAS = 1.5f;

    private final float floor;
    private final float[] smoothed = new float[Stft.BINS];
    private final float[] minimum = new float[Stft.BINS];
    private final float[] candidate = new float[Stft.BINS];
    private final float[] noise = new float[Stft.BINS];
    private final float[] presence = new float[Stft.BINS];
    private final float[] clean = new float[Stft.BINS];
    private int hops;

    /** @param floorDb least gain, such as -15 */
    public NoiseSuppressor(double floorDb) {
        floor = (float) Math.pow(10, floorDb / 20);
        reset();
    }

    /** In place, on one frame. */
    public void process(float[] re, float[] im) {
        boolean renew = hops % MINIMUM_HOPS == 0;
        for (int f = 0; f < Stft.BINS; f++) {
            float power = re[f] * re[f] + im[f] * im[f];
            track(f, power, renew);
            float noisePower = noise[f] + 1e-12f;
            float posterior = power / noisePower;
            float prior = KEEP_RATIO * clean[f] / noisePower + (1 - KEEP_RATIO) * Math.max(posterior - 1, 0);
            float wiener = prior / (1 + prior);
            clean[f] = wiener * wiener * power;
            float gain = (float) Math.exp(presence[f] * Math.log(Math.max(wiener, floor)) + (1 - presence[f]) * Math.log(floor));
            re[f] *= gain;
            im[f] *= gain;
        }
        hops++;
    }

    private void track(int f, float power, boolean renew) {
        smoothed[f] = hops == 0 ? power : KEEP_POWER * smoothed[f] + (1 - KEEP_POWER) * power;
        if (hops == 0) {
            noise[f] = power;
            minimum[f] = power;
            candidate[f] = power;
        } else if (renew) {
            minimum[f] = Math.min(candidate[f], smoothed[f]);
            candidate[f] = smoothed[f];
        } else {
            minimum[f] = Math.min(minimum[f], smoothed[f]);
            candidate[f] = Math.min(candidate[f], smoothed[f]);
        }
        boolean speech = smoothed[f] > SPEECH_RATIO * BIAS * minimum[f];
        presence[f] = 0.5f * presence[f] + (speech ? 0.5f : 0);
        if (!speech) {
            noise[f] = KEEP_NOISE * noise[f] + (1 - KEEP_NOISE) * power;
        }
    }

    public void reset() {
        hops = 0;
        Arrays.fill(presence, 0f);
        Arrays.fill(clean, 0f);
    }
}
