package dev.hearken.dsp;

/**
 * Takes the loudspeaker's sound out of several microphones: one {@link ReferenceAligner} on the first of them, one
 * {@link EchoFilter} for each. One thread; no allocation a call.
 */
public final class EchoCanceller {

    /** Blocks that an echo may last: 128 ms at 16 kHz. */
    public static final int PARTITIONS = 16;
    private static final int BLOCK = EchoReference.BLOCK;
    /** About one second of blocks. */
    private static final float KEEP_POWER = 0.992f;
    private static final float QUIET = 1e-8f;

    /** About 4 s of blocks, a power of two. */
    private static final int HISTORY = 512;

    private final ReferenceAligner aligner = new ReferenceAligner();
    private final EchoReference reference = new EchoReference(PARTITIONS);
    private final EchoFilter[] filters;
    private final float[] aligned = new float[BLOCK];
    /** Power of the first microphone's newest blocks, with echo and without. */
    private final float[] heardPower = new float[HISTORY];
    private final float[] leftPower = new float[HISTORY];
    private long blocks;
    private float before;
    private float after;
    private float playing;
    private int moves;

    public EchoCanceller(int microphones) {
        filters = new EchoFilter[microphones];
        for (int c = 0; c < microphones; c++) {
            filters[c] = new EchoFilter(PARTITIONS);
        }
    }

    /**
     * In place.
     *
     * @param microphones {@code [channel][sample]}, full scale 1
     * @param played      what went to the loudspeaker in the same time
     * @param length      a multiple of {@link EchoReference#BLOCK}
     */
    public void process(float[][] microphones, float[] played, int length) {
        for (int at = 0; at < length; at += BLOCK) {
            if (aligner.process(microphones[0], played, at, BLOCK, aligned)) {
                moves++;
                forgetPaths();
            }
            reference.push(aligned, 0);
            float heard = power(microphones[0], at);
            for (int c = 0; c < filters.length; c++) {
                filters[c].process(reference, microphones[c], at, microphones[c], at);
            }
            float left = power(microphones[0], at);
            heardPower[(int) (blocks & HISTORY - 1)] = heard;
            leftPower[(int) (blocks & HISTORY - 1)] = left;
            blocks++;
            playing = KEEP_POWER * playing + (1 - KEEP_POWER) * power(aligned, 0);
            if (playing > QUIET) {
                before = KEEP_POWER * before + (1 - KEEP_POWER) * heard;
                after = KEEP_POWER * after + (1 - KEEP_POWER) * left;
            }
        }
    }

    /** Whether the loudspeaker has been sounding within the last second or so. */
    public boolean playing() {
        return playing > QUIET;
    }

    /** Echo return loss enhancement of the last second in which the loudspeaker sounded, in dB; includes whatever else was heard. */
    public double erleDb() {
        return after <= 0 ? 0 : 10 * Math.log10(before / after);
    }

    /**
     * How much of a stretch of sound was not echo: power without echo against power with it, in dB; 0 if there was none.
     *
     * @param samplesAgo samples before the newest at which it began, up to four seconds
     * @param samples    its length
     */
    public double leftDb(long samplesAgo, long samples) {
        long from = Math.max(Math.max(0, blocks - HISTORY), blocks - samplesAgo / BLOCK - 1);
        long to = Math.min(blocks, from + samples / BLOCK + 1);
        double with = 1e-12;
        double without = 1e-12;
        for (long at = from; at < to; at++) {
            with += heardPower[(int) (at & HISTORY - 1)];
            without += leftPower[(int) (at & HISTORY - 1)];
        }
        return 10 * Math.log10(without / with);
    }

    /** Samples by which the reference is delayed. */
    public double delaySamples() {
        return aligner.delay();
    }

    /** Drift of the microphone's clock against the loudspeaker's, in parts per million. */
    public double driftPpm() {
        return aligner.driftPpm();
    }

    /** Times that the reference was moved. */
    public int moves() {
        return moves;
    }

    /** Sound was lost on both sides alike: the paths are still true, the newest samples are not. */
    public void skip() {
        reference.reset();
    }

    public void reset() {
        reference.reset();
        aligner.reset();
        forgetPaths();
        before = 0;
        after = 0;
        playing = 0;
    }

    private void forgetPaths() {
        for (EchoFilter filter : filters) {
            filter.reset();
        }
    }

    private static float power(float[] samples, int offset) {
        float sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += samples[offset + i] * samples[offset + i];
        }
        return sum / BLOCK;
    }
}
