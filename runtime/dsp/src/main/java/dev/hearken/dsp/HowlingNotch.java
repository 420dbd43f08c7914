package dev.hearken.dsp;

/**
 * Silences a whistle of feedback: one bin that stands far above all others for longer than speech ever does gets a notch, for ten
 * seconds. One notch at a time. One thread; no allocation.
 */
public final class HowlingNotch {

    private static final float STANDS_OUT = 30;
    /** A third of a second: vowels move sooner. */
    private static final int PATIENCE = 21;
    private static final int HOLD = 10 * 16_000 / Stft.HOP;
    private static final int FIRST_BIN = 6;
    private static final double RADIUS = 0.98;

    private final float[] notch = {1, 0, 1, 0, 0};
    private int suspect;
    private int times;
    private int left;
    private double x1;
    private double x2;
    private double y1;
    private double y2;

    /** Looks at a frame of what is sent. */
    public void watch(float[] re, float[] im) {
        float sum = 0;
        float most = 0;
        int at = 0;
        for (int f = FIRST_BIN; f < Stft.BINS; f++) {
            float power = re[f] * re[f] + im[f] * im[f];
            sum += power;
            if (power > most) {
                most = power;
                at = f;
            }
        }
        float rest = Math.max(sum - most * 1.6f, 1e-12f) / Stft.BINS;
        boolean standsOut = most > STANDS_OUT * rest * 10 && most > 1e-4f;
        times = standsOut && Math.abs(at - suspect) <= 1 ? times + 1 : standsOut ? 1 : 0;
        suspect = at;
        if (times >= PATIENCE) {
            place(at);
        }
        left = Math.max(0, left - 1);
    }

    /** Whether there is a notch now. */
    public boolean active() {
        return left > 0;
    }

    /** In place, on one hop. */
    public void process(float[] hop) {
        if (left == 0) {
            return;
        }
        for (int i = 0; i < Stft.HOP; i++) {
            double x = hop[i];
            double y = x + notch[1] * x1 + x2 - notch[3] * y1 - notch[4] * y2;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            hop[i] = (float) y;
        }
    }

    private void place(int bin) {
        double w = 2 * Math.PI * bin / Stft.FRAME;
        notch[1] = (float) (-2 * Math.cos(w));
        notch[3] = (float) (-2 * RADIUS * Math.cos(w));
        notch[4] = (float) (RADIUS * RADIUS);
        left = HOLD;
    }
}
