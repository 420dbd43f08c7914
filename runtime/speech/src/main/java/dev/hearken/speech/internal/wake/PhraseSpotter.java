package dev.hearken.speech.internal.wake;

import java.util.Arrays;

/**
 * Scores one pronunciation of a phrase against everything else that may have been said: the best sum, over segments that end at
 * the newest frame, of log p[label] - max over phones of log p, divided by the number of phones. The labels stand in order, with
 * CTC blanks allowed between them. 0 means that the network's own best path says exactly the phrase. Allocates nothing a frame.
 *
 * <p>Source: keyword spotting in CTC posteriors as Zhuang et al., "Unrestricted vocabulary keyword spotting using LSTM-CTC"
 * (Interspeech 2016), with the best path as the filler.
 */
final class PhraseSpotter {

    static final float NEVER = -1e9f;

    /** Slow speech: frames of 40 ms a phone may take on average, and what any phrase may take besides. */
    private static final int FRAMES_PER_PHONE = 6;
    private static final int FRAMES_BESIDES = 12;

    private final int[] labels;
    private final int longest;
    /** Best score of a path now in label n, and in the blank after it. */
    private final float[] inLabel;
    private final float[] inBlank;
    /** Frame in which that path began. */
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
        float blank = logp[offset] - best;
        // Backwards, so that the values of the frame before are still there.
        for (int n = labels.length - 1; n >= 0; n--) {
            float score = inLabel[n];
            long start = labelStart[n];
            float afterBlank = Math.max(inLabel[n], inBlank[n]);
            long afterBlankStart = inLabel[n] >= inBlank[n] ? labelStart[n] : blankStart[n];
            if (n == 0) {
                score = 0;
                start = frame;
            } else {
                if (inBlank[n - 1] > score) {
                    score = inBlank[n - 1];
                    start = blankStart[n - 1];
                }
                if (labels[n] != labels[n - 1] && inLabel[n - 1] > score) {
                    score = inLabel[n - 1];
                    start = labelStart[n - 1];
                }
            }
            inLabel[n] = score + logp[offset + labels[n]] - best;
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

    /** Score of the whole phrase ending with the newest frame; very negative if no path has come so far. */
    float score() {
        return inLabel[labels.length - 1] / labels.length;
    }

    /** Frame in which the best path's last stay in the first phone ended its beginning: one frame late at most by that phone's length. */
    long start() {
        return labelStart[labels.length - 1];
    }
}
