package dev.hearken.speech.internal.lexicon;

import java.nio.ByteBuffer;

/** A canonical Huffman code: symbols sorted by width, codes counted upwards. Immutable. */
final class CodeTable {

    private static final int MAX_WIDTH = 40;

    private final short[] symbols;
    private final int[] symbolsOfWidth;

    private CodeTable(short[] symbols, int[] symbolsOfWidth) {
        this.symbols = symbols;
        this.symbolsOfWidth = symbolsOfWidth;
    }

    /** Reads a table: number of symbols (16 bit), then symbol (16 bit) and width (8 bit) of each. */
    static CodeTable read(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        short[] symbols = new short[count];
        int[] widths = new int[MAX_WIDTH + 1];
        int longest = 0;
        for (int i = 0; i < count; i++) {
            symbols[i] = in.getShort();
            int width = in.get() & 0xFF;
            if (width > MAX_WIDTH || width < longest) {
                throw new IllegalArgumentException("a code table is out of order");
            }
            widths[width]++;
            longest = width;
        }
        return new CodeTable(symbols, java.util.Arrays.copyOf(widths, longest + 1));
    }

    int decode(BitCursor bits) {
        long code = 0;
        long first = 0;
        int before = 0;
        for (int width = 0; width < symbolsOfWidth.length; width++) {
            if (width > 0) {
                code = code << 1 | bits.next();
                first <<= 1;
            }
            int count = symbolsOfWidth[width];
            if (code - first < count) {
                return symbols[before + (int) (code - first)] & 0xFFFF;
            }
            first += count;
            before += count;
        }
        throw new IllegalArgumentException("a code is not in its table");
    }
}
