package dev.hearken.dsp;

import java.util.Arrays;

/**
 * How near a talker is, from one microphone: the energy of a stretch of sound over the noise that was there before it, and how deep the sound falls
 * between syllables. Echoes of a room fill those gaps, the more so the farther the talker is and above all from another room; the depth stands for the
 * ratio of direct to reverberant sound, which one microphone cannot measure. One thread; no allocation, neither a block nor a question.
 */
public final class NearnessMeter {

    /** 10 ms at 16 kHz: shorter than the gap of a stop consonant. */
    private static final int FRAME = 160;
    /** 10.24 s of frames; a power of two. */
    private static final int FRAMES = 1024;
    /** 100 ms: the quietest stretch of this length is the noise. */
    private static final int FLOOR_FRAMES = 10;
    /** Rumble says nothing of a talker: a first difference takes it away (the usual pre-emphasis of speech). */
    private static final float EMPHASIS = 0.95f;
    /** Mean square of a sound below a digital silence's last bit. */
    private static final float LEAST = 1f;
    private static final double LOUD = 0.9;
    private static final double QUIET = 0.2;

    private final float[] power = new float[FRAMES];
    private final float[] sorted = new float[FRAMES];
    private long frames;
    private float previous;
    private float sum;
    private int gathered;

    private double energyDb;
    private double depthDb;

    /** @param pcm 16 kHz, mono */
    public void accept(short[] pcm, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            float emphasised = pcm[i] - EMPHASIS * previous;
            previous = pcm[i];
            sum += emphasised * emphasised;
            if (++gathered == FRAME) {
                power[(int) (frames & FRAMES - 1)] = sum / FRAME;
                frames++;
                sum = 0;
                gathered = 0;
            }
        }
    }

    /** Forgets all sound, as after a gap in it. */
    public void reset() {
        frames = 0;
        sum = 0;
        gathered = 0;
        previous = 0;
    }

    /**
     * Looks at a stretch of sound; the answers are in {@link #energyDb} and {@link #depthDb}.
     *
     * @param samplesAgo samples before the newest at which it began
     * @param samples    its length
     * @return false if it is not there: too long ago, or nothing
     */
    public boolean look(long samplesAgo, long samples) {
        long from = frames - samplesAgo / FRAME;
        int count = (int) Math.min(samples / FRAME, frames - from);
        if (from < 0 || count <= 0 || frames - from >= FRAMES) {
            return false;
        }
        double mean = 0;
        for (int i = 0; i < count; i++) {
            sorted[i] = at(from + i);
            mean += sorted[i] / count;
        }
        Arrays.sort(sorted, 0, count);
        double floor = floor(from);
        energyDb = 10 * Math.log10(Math.max(mean, LEAST) / floor);
        depthDb = 10 * Math.log10(Math.max(sorted[rank(LOUD, count)], LEAST) / Math.max(sorted[rank(QUIET, count)], LEAST));
        return true;
    }

    /** Mean power of the stretch over the noise before it, dB. */
    public double energyDb() {
        return energyDb;
    }

    /** Level that a tenth of the stretch exceeds over the level that four fifths exceed, dB. */
    public double depthDb() {
        return depthDb;
    }

    private static int rank(double share, int count) {
        return (int) Math.min(count - 1L, Math.round(share * (count - 1)));
    }

    /** The quietest 100 ms before this frame; where too little was heard before it, of all there is. */
    private double floor(long before) {
        long oldest = Math.max(0, frames - FRAMES + 1);
        long end = before - oldest >= FLOOR_FRAMES ? before : frames;
        double least = Double.MAX_VALUE;
        double window = 0;
        for (long i = oldest; i < end; i++) {
            window += at(i);
            if (i - oldest >= FLOOR_FRAMES) {
                window -= at(i - FLOOR_FRAMES);
            }
            if (i - oldest >= FLOOR_FRAMES - 1) {
                least = Math.min(least, window / FLOOR_FRAMES);
            }
        }
        return Math.max(LEAST, least == Double.MAX_VALUE ? LEAST : least);
    }

    private float at(long frame) {
        return power[(int) (frame & FRAMES - 1)];
    }
}
