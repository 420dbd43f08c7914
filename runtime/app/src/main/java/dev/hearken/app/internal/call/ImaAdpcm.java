package dev.hearken.app.internal.call;

/**
 * IMA ADPCM, four bits a sample (IMA Digital Audio Focus and Technical Working Groups, 1992). Each block begins with the first sample (16 bits, big-endian), the
 * step (8 bits) and a zero, so that it can be read without the blocks before it; then two samples a byte, the earlier in the lower half. One thread an
 * instance; no allocation a block.
 */
final class ImaAdpcm {

    /** Bytes before the samples. */
    static final int HEAD = 4;

    private static final int[] STEPS = {
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230,
        253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327,
        3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767};
    private static final int[] STEP_CHANGE = {-1, -1, -1, -1, 2, 4, 6, 8};

    private int predicted;
    /** Place in {@link #STEPS}; goes on from block to block when encoding. */
    private int step;

    void reset() {
        step = 0;
    }

    /**
     * @param samples even
     * @param out     receives {@link #HEAD} and half as many bytes as samples
     */
    void encode(short[] pcm, int samples, byte[] out, int offset) {
        predicted = pcm[0];
        out[offset] = (byte) (predicted >> 8);
        out[offset + 1] = (byte) predicted;
        out[offset + 2] = (byte) step;
        out[offset + 3] = 0;
        for (int i = 0, at = offset + HEAD; i < samples; i += 2, at++) {
            int early = code(pcm[i]);
            out[at] = (byte) (early | code(pcm[i + 1]) << 4);
        }
    }

    /** @param pcm receives the samples */
    void decode(byte[] in, int offset, short[] pcm, int samples) {
        predicted = (short) (in[offset] << 8 | in[offset + 1] & 0xff);
        step = Math.min(STEPS.length - 1, in[offset + 2] & 0xff);
        for (int i = 0, at = offset + HEAD; i < samples; i += 2, at++) {
            pcm[i] = sample(in[at] & 0x0f);
            pcm[i + 1] = sample(in[at] >> 4 & 0x0f);
        }
    }

    private int code(int wanted) {
        int difference = wanted - predicted;
        int code = difference < 0 ? 8 : 0;
        int left = Math.abs(difference);
        int size = STEPS[step];
        for (int bit = 4; bit > 0; bit >>= 1) {
            if (left >= size) {
                code |= bit;
                left -= size;
            }
            size >>= 1;
        }
        sample(code);
        return code;
    }

    /** The sample that a code stands for; the next one is told from here. */
    private short sample(int code) {
        int size = STEPS[step];
        int difference = (size >> 3) + ((code & 4) != 0 ? size : 0) + ((code & 2) != 0 ? size >> 1 : 0) + ((code & 1) != 0 ? size >> 2 : 0);
        predicted = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, predicted + ((code & 8) != 0 ? -difference : difference)));
        step = Math.max(0, Math.min(STEPS.length - 1, step + STEP_CHANGE[code & 7]));
        return (short) predicted;
    }
}
