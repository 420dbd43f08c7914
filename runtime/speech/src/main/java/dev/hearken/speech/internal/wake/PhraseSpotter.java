package dev.hearken.speech.internal.wake;

import java.util.Arrays;

/**
 * Scores one pronunciation of a phrase against everything else that may have been said: the natural log of the sum, over all ways
 * to lay the labels over a segment that ends at the newest frame, of the product of p[label] / max over phones of p, divided by the
 * number of phones. The labels stand in order, with CTC blanks allowed between them. About 0 means that the network's own best path
 * says exactly the phrase. No frame counts against it by more than a limit. Allocates nothing a frame.
 *
 * <p>Sum and limit miss fewer real callers than the best way alone; figures stand in the card of the verifier of "computer".
 *
 * <p>Source: keyword spotting in CTC posteriors as Zhuang et al., "Unrestricted vocabulary keyword spotting using LSTM-CTC"
 * (Interspeech 2016), with the best path as the filler.
 */
final class PhraseSpotter {

    static final float NEVER = -1e9f;

    /** One frame that went wrong does not undo a phrase; -6 and -8 serve as well, -5 lets too much pass. */
    private static final float WORST_FRAME = -7;
    /** Sums leave out what is smaller by this. */
    private static final float NEGLIGIBLE = 12;

    /** Slow speech: frames of 40 ms a phone may take on average, and what any phrase may take besides. */
    private static final int FRAMES_PER_PHONE = 6;
    private static final int FRAMES_BESIDES = 12;

    private final int[] labels;
    private final int longest;
    /** Score of all paths now in label n, and in the blank after it. */
    private final float[] inLabel;
    private final float[] inBlank;
    /** Frame in which the best of those paths began. */
    private final long[] labelStart;
    private final long[] blankStart;
    private long frame;

    PhraseSpotter(int[] labels) {
        this.labels = labels.clone();
        this.longest = FRAMES_BESIDES + FRAMES_PER_PHONE * labels.length;
        this.inLabel = new float[labels.length];
        this.inBlank = new float[labels.length];
        this.labelStart = new long[labels.length];
        this.blankStart = new long[labels.length];
        reset(0);
    }

    /** Forgets all paths; the next frame has the given number. */
    void reset(long nextFrame) {
        frame = nextFrame;
        Arrays.fill(inLabel, NEVER);
        Arrays.fill(inBlank, NEVER);
    }

    /**
     * Takes one frame.
     *
     * @param best the greatest of the frame's values
     */
    void accept(float[] logp, int offset, float best) {
        float blank = Math.max(logp[offset] - best, WORST_FRAME);
        // Backwards, so that the values of the frame before are still there.
        for (int n = labels.length - 1; n >= 0; n--) {
            float score = 0;
            long start = frame;
            if (n > 0) {
                boolean throughBlank = inBlank[n - 1] > inLabel[n];
                score = sum(inLabel[n], inBlank[n - 1]);
                start = throughBlank ? blankStart[n - 1] : labelStart[n];
                if (labels[n] != labels[n - 1]) {
                    start = inLabel[n - 1] > Math.max(inLabel[n], inBlank[n - 1]) ? labelStart[n - 1] : start;
                    score = sum(score, inLabel[n - 1]);
                }
            }
            float afterBlank = sum(inLabel[n], inBlank[n]);
            long afterBlankStart = inLabel[n] >= inBlank[n] ? labelStart[n] : blankStart[n];
            inLabel[n] = score + Math.max(logp[offset + labels[n]] - best, WORST_FRAME);
            labelStart[n] = start;
            inBlank[n] = afterBlank + blank;
            blankStart[n] = afterBlankStart;
            if (frame - start > longest) {
                inLabel[n] = NEVER;
            }
            if (frame - afterBlankStart > longest) {
                inBlank[n] = NEVER;
            }
        }
        frame++;
    }

    /** The log of the sum of two numbers whose logs are given. */
    private static float sum(float a, float b) {
        float larger = Math.max(a, b);
        float behind = larger - Math.min(a, b);
        return behind > NEGLIGIBLE ? larger : larger + (float) Math.log1p(Math.exp(-behind));
    }

    /** Score of the whole phrase ending with the newest frame; very negative if no path has come so far. */
    float score() {
        return inLabel[labels.length - 1] / labels.length;
    }

    /** Frame in which the best path's last stay in the first phone ended its beginning: one frame late at most by that phone's length. */
    long start() {
        return labelStart[labels.length - 1];
    }
}
