package dev.hearken.dsp;

/**
 * Takes the echo of an {@link EchoReference} out of one microphone. Two {@link EchoPath}s listen: a steady one, which takes the room for one that never
 * changes and so learns in a long time what no talker can spoil, and an agile one, which soon finds a path that has changed. What leaves is the
 * mixture of the two that has the least power; a talker is in both alike and does not count. Where the steady one has long had no part in it, it takes
 * over what the agile one knows.
 *
 * <p>Source: Arenas-García, Figueiras-Vidal and Sayed, "Mean-square performance of a convex combination of two adaptive filters" (2006), with the least
 * squares themselves in place of their gradient. One thread; no allocation a block.
 */
public final class EchoFilter {

    private static final int BLOCK = EchoReference.BLOCK;
    private static final float STEADY = 1f;
    private static final float AGILE = 0.998f;
    /** Of the averages that the mixture is made by: about a quarter of a second. */
    private static final float KEEP = 0.97f;
    /** Blocks for which the steady path has had less than this share before it takes over the agile one: a quarter of a second. */
    private static final float NO_PART = 0.2f;
    private static final int PATIENCE = 30;
    private static final float FLOOR = 1e-12f;

    private final EchoPath steady;
    private final EchoPath agile;
    /** Average power of the difference of what the two leave, and of its product with what the agile one leaves. */
    private float difference;
    private float common;
    private float steadyShare;
    private int blocksWithoutPart;

    /** @param partitions blocks that an echo may last, as of the reference */
    public EchoFilter(int partitions) {
        steady = new EchoPath(partitions, STEADY);
        agile = new EchoPath(partitions, AGILE);
        reset();
    }

    /**
     * Takes the next {@value EchoReference#BLOCK} samples of the microphone; the reference has taken its own just before.
     *
     * @param microphone full scale 1
     * @param out        receives what is not echo; may be the same array
     */
    public void process(EchoReference reference, float[] microphone, int offset, float[] out, int outOffset) {
        if (reference.silent()) {
            steady.rest(microphone, offset);
            agile.rest(microphone, offset);
            System.arraycopy(microphone, offset, out, outOffset, BLOCK);
            return;
        }
        mix(steady.process(reference, microphone, offset), agile.process(reference, microphone, offset), out, outOffset);
        blocksWithoutPart = steadyShare < NO_PART ? blocksWithoutPart + 1 : 0;
        if (blocksWithoutPart > PATIENCE) {
            steady.adopt(agile);
            blocksWithoutPart = 0;
        }
    }

    private void mix(float[] ofSteady, float[] ofAgile, float[] out, int outOffset) {
        float power = 0;
        float product = 0;
        for (int i = 0; i < BLOCK; i++) {
            float apart = ofAgile[i] - ofSteady[i];
            power += apart * apart;
            product += apart * ofAgile[i];
        }
        difference = KEEP * difference + (1 - KEEP) * power;
        common = KEEP * common + (1 - KEEP) * product;
        float share = steadyShare;
        steadyShare = Math.max(0, Math.min(1, (common + FLOOR) / (difference + 2 * FLOOR)));
        float step = (steadyShare - share) / BLOCK;
        for (int i = 0; i < BLOCK; i++) {
            share += step;
            out[outOffset + i] = ofAgile[i] + share * (ofSteady[i] - ofAgile[i]);
        }
    }

    /** Forgets the echo path. */
    public void reset() {
        steady.reset();
        agile.reset();
        difference = 0;
        common = 0;
        steadyShare = 0.5f;
        blocksWithoutPart = 0;
    }
}
