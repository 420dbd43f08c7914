package dev.hearken.speech.internal.lexicon;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the word files have in common; every fault is an IllegalArgumentException that the reader of the file completes with its name. */
final class FileHeader {

    private FileHeader() {
    }

    static void check(ByteBuffer in, int magic, int version) {
        if (in.remaining() < 8 || in.getInt() != magic) {
            throw new IllegalArgumentException("it does not begin with the mark of such a file");
        }
        int found = in.getShort() & 0xFFFF;
        if (found != version) {
            throw new IllegalArgumentException("its format is version " + found + ", this program reads version " + version);
        }
    }

    /** The file names its symbols; they must be ours, in our order. */
    static void checkSymbols(ByteBuffer in) {
        int count = in.get() & 0xFF;
        if (count != Arpabet.symbols()) {
            throw new IllegalArgumentException("it has " + count + " phone symbols instead of " + Arpabet.symbols());
        }
        for (int i = 0; i < count; i++) {
            String name = new String(bytes(in, in.get() & 0xFF), StandardCharsets.US_ASCII);
            if (!name.equals(Arpabet.symbolName(i))) {
                throw new IllegalArgumentException("phone symbol " + i + " is " + name + " instead of " + Arpabet.symbolName(i));
            }
        }
    }

    static byte[] bytes(ByteBuffer in, int count) {
        requireRemaining(in, count);
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    static int[] ints(ByteBuffer in, int count) {
        requireRemaining(in, 4L * count);
        int[] values = new int[count];
        in.asIntBuffer().get(values);
        in.position(in.position() + 4 * count);
        return values;
    }

    private static void requireRemaining(ByteBuffer in, long count) {
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("it is cut short: " + count + " bytes are needed, " + in.remaining() + " are left");
        }
    }
}
