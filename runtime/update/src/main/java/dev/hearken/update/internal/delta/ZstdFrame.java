package dev.hearken.update.internal.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The head of a Zstandard frame (RFC 8878, section 3.1.1), read before anything is allocated for it.
 *
 * @param window  bytes the decoder must be able to look back
 * @param content length of what comes out, -1 if not told
 */
record ZstdFrame(long window, long content) {

    static final int LONGEST = 18;

    private static final int MAGIC = 0xFD2FB528;

    /** @throws IOException if the bytes do not begin a frame */
    static ZstdFrame read(ByteBuffer bytes) throws IOException {
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getInt() != MAGIC) {
                throw new IOException("not a Zstandard frame");
            }
            int descriptor = in.get() & 0xff;
            boolean single = (descriptor & 0x20) != 0;
            long window = single ? -1 : window(in.get() & 0xff);
            in.position(in.position() + new int[] {0, 1, 2, 4}[descriptor & 3]);
            long content = switch (descriptor >> 6) {
                case 0 -> single ? in.get() & 0xff : -1;
                case 1 -> (in.getShort() & 0xffff) + 256;
                case 2 -> in.getInt() & 0xffffffffL;
                default -> bounded(in.getLong());
            };
            return new ZstdFrame(single ? content : window, content);
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("a Zstandard frame that ends in its head", e);
        }
    }

    private static long bounded(long unsigned) throws IOException {
        if (unsigned < 0) {
            throw new IOException("a frame of more than 8 EiB");
        }
        return unsigned;
    }

    private static long window(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }
}
