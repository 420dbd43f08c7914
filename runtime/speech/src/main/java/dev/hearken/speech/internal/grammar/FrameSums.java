package dev.hearken.speech.internal.grammar;

/** Running totals over the frames of an utterance. Keeps the first {@value #CAPACITY} frames apart, later ones together. */
final class FrameSums {

    /** 164 s of 40 ms frames; utterances are ended long before. */
    private static final int CAPACITY = 4096;

    private final float fillerCost;
    private final double[] free = new double[CAPACITY + 1];
    private final double[] filler = new double[CAPACITY + 1];
    private final int[] sound = new int[CAPACITY + 1];
    private double blank;
    private int frames;

    FrameSums(float fillerCost) {
        this.fillerCost = fillerCost;
    }

    void clear() {
        frames = 0;
        blank = 0;
    }

    /** Takes a frame of log probabilities and returns what a path gains that is filler or silence in it. */
    float accept(float[] logp, int offset, int labels) {
        float best = logp[offset + 1];
        for (int p = 2; p < labels; p++) {
            best = Math.max(best, logp[offset + p]);
        }
        float silence = logp[offset];
        int from = Math.min(frames, CAPACITY - 1);
        int to = from + 1;
        float fillerGain = Math.max(silence, best - fillerCost);
        free[to] = (frames < CAPACITY ? free[from] : free[to]) + Math.max(silence, best);
        filler[to] = (frames < CAPACITY ? filler[from] : filler[to]) + fillerGain;
        sound[to] = (frames < CAPACITY ? sound[from] : sound[to]) + (best > silence ? 1 : 0);
        blank += silence;
        frames++;
        return fillerGain;
    }

    int frames() {
        return frames;
    }

    double free() {
        return free[place(frames)];
    }

    double filler() {
        return filler[place(frames)];
    }

    double blank() {
        return blank;
    }

    int sound() {
        return sound[place(frames)];
    }

    double free(int from, int to) {
        return free[place(to)] - free[place(from)];
    }

    double filler(int from, int to) {
        return filler[place(to)] - filler[place(from)];
    }

    int sound(int from, int to) {
        return sound[place(to)] - sound[place(from)];
    }

    private static int place(int frame) {
        return Math.min(frame, CAPACITY);
    }
}
