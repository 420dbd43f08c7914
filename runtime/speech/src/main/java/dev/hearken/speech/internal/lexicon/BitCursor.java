package dev.hearken.speech.internal.lexicon;

/** Reads bits of a byte array, most significant first. One thread. */
final class BitCursor {

    private final byte[] bytes;
    private long position;

    BitCursor(byte[] bytes, long position) {
        this.bytes = bytes;
        this.position = position;
    }

    int next() {
        int bit = bytes[(int) (position >>> 3)] >>> (7 - (int) (position & 7)) & 1;
        position++;
        return bit;
    }

    int next(int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 1 | next();
        }
        return value;
    }
}
