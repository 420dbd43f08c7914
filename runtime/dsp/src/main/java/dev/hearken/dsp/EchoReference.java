package dev.hearken.dsp;

import java.util.Arrays;

/**
 * What the loudspeaker plays, as the partitions of {@link EchoFilter}s need it: spectra of the newest blocks, computed once for
 * all microphones. One thread; no allocation a block.
 */
public final class EchoReference {

    /** Samples a block: 8 ms at 16 kHz. */
    public static final int BLOCK = 128;
    static final int BINS = BLOCK + 1;

    final int partitions;
    final float[][] re;
    final float[][] im;
    final float[][] power;
    private final RealFft fft = new RealFft(2 * BLOCK);
    private final float[] samples = new float[2 * BLOCK];
    private final float[] spectrum = new float[2 * BLOCK + 2];
    /** Row of the newest block; older ones follow, cyclically. */
    private int newest;
    private int silentBlocks;

    /** @param partitions blocks that an echo may last */
    public EchoReference(int partitions) {
        this.partitions = partitions;
        re = new float[partitions][BINS];
        im = new float[partitions][BINS];
        power = new float[partitions][BINS];
    }

    /** Takes the next {@value #BLOCK} samples, full scale 1. */
    public void push(float[] block, int offset) {
        System.arraycopy(samples, BLOCK, samples, 0, BLOCK);
        System.arraycopy(block, offset, samples, BLOCK, BLOCK);
        boolean silent = true;
        for (int i = BLOCK; i < 2 * BLOCK && silent; i++) {
            silent = samples[i] == 0;
        }
        silentBlocks = silent ? Math.min(silentBlocks + 1, partitions + 1) : 0;
        fft.forward(samples, spectrum);
        newest = (newest + partitions - 1) % partitions;
        float[] r = re[newest];
        float[] m = im[newest];
        float[] p = power[newest];
        for (int f = 0; f < BINS; f++) {
            r[f] = spectrum[2 * f];
            m[f] = spectrum[2 * f + 1];
            p[f] = r[f] * r[f] + m[f] * m[f];
        }
    }

    /** Whether there is nothing but zeros in all blocks that are held. */
    boolean silent() {
        return silentBlocks > partitions;
    }

    /** Row that holds the block {@code age} blocks before the newest. */
    int row(int age) {
        int row = newest + age;
        return row < partitions ? row : row - partitions;
    }

    public void reset() {
        Arrays.fill(samples, 0f);
        silentBlocks = partitions + 1;
        for (int k = 0; k < partitions; k++) {
            Arrays.fill(re[k], 0f);
            Arrays.fill(im[k], 0f);
            Arrays.fill(power[k], 0f);
        }
    }
}
