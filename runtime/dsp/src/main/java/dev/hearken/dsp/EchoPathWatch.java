package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Notices that an echo path has changed: what the filter takes out and what it leaves are then the same sound, and coherent. What
 * somebody in the room says is not, however loud. One thread; no allocation.
 */
final class EchoPathWatch {

    enum Verdict {
        STEADY,
        /** The echo path is another than the filter's. */
        CHANGED,
        /** What is taken out adds to the echo instead. */
        WORSE_THAN_NOTHING
    }

    /** About 200 ms. */
    private static final float KEEP = 0.96f;
    /** Of white noise about (1 - KEEP) / (1 + KEEP) = 0.02; of a filter that has found its path below 0.1. */
    private static final float COHERENT = 0.35f;
    private static final float WORSE = 1.25f;
    /** 300 ms between two verdicts: the filter needs some time to answer. */
    private static final int PATIENCE = 38;
    /** 200 to 4000 Hz, where speech and small loudspeakers have their power. */
    private static final int FIRST = 3;
    private static final int LAST = 64;

    private final float[] crossRe = new float[EchoReference.BINS];
    private final float[] crossIm = new float[EchoReference.BINS];
    private final float[] echo = new float[EchoReference.BINS];
    private final float[] left = new float[EchoReference.BINS];
    private float heardPower;
    private float leftPower;
    private int waiting;
    private int changes;

    /**
     * @param echoRe estimate of the echo
     * @param error  what is left, interleaved
     */
    Verdict judge(float[] echoRe, float[] echoIm, float[] error, float heard, float remaining) {
        heardPower = KEEP * heardPower + (1 - KEEP) * heard;
        leftPower = KEEP * leftPower + (1 - KEEP) * remaining;
        float coherent = 0;
        float all = 0;
        for (int f = FIRST; f < LAST; f++) {
            float er = error[2 * f];
            float ei = error[2 * f + 1];
            crossRe[f] = KEEP * crossRe[f] + (1 - KEEP) * (er * echoRe[f] + ei * echoIm[f]);
            crossIm[f] = KEEP * crossIm[f] + (1 - KEEP) * (ei * echoRe[f] - er * echoIm[f]);
            echo[f] = KEEP * echo[f] + (1 - KEEP) * (echoRe[f] * echoRe[f] + echoIm[f] * echoIm[f]);
            left[f] = KEEP * left[f] + (1 - KEEP) * (er * er + ei * ei);
            coherent += (crossRe[f] * crossRe[f] + crossIm[f] * crossIm[f]) / (echo[f] + 1e-12f);
            all += left[f];
        }
        if (waiting > 0) {
            waiting--;
            return Verdict.STEADY;
        }
        if (leftPower > WORSE * heardPower) {
            return found(Verdict.WORSE_THAN_NOTHING);
        }
        return coherent > COHERENT * (all + 1e-9f) ? found(Verdict.CHANGED) : Verdict.STEADY;
    }

    int changes() {
        return changes;
    }

    void reset() {
        Arrays.fill(crossRe, 0f);
        Arrays.fill(crossIm, 0f);
        Arrays.fill(echo, 0f);
        Arrays.fill(left, 0f);
        heardPower = 0;
        leftPower = 0;
        waiting = PATIENCE;
    }

    private Verdict found(Verdict verdict) {
        waiting = PATIENCE;
        changes++;
        return verdict;
    }
}
