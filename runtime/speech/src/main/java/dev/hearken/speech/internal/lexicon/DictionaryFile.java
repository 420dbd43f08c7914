package dev.hearken.speech.internal.lexicon;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code lexicon.bin}: about 126,000 words in half a megabyte, kept as the bytes of the file. Words are sorted and front-coded in blocks; a
 * pronunciation is coded letter by letter, given the letter and the next one. Immutable; lookups allocate a little and take microseconds.
 * The format is described in {@code models/packs/en-small/lexicon.md}; {@code models/training} writes it.
 */
final class DictionaryFile {

    private static final int MAGIC = 0x484B4C58;
    private static final int VERSION = 1;
    private static final int LONGEST_WORD = 64;

    private final int block;
    private final int words;
    private final byte[] letters;
    private final byte[] letterNumber = new byte[128];
    private final byte[][] chunks;
    private final CodeTable shared;
    private final CodeTable suffix;
    private final CodeTable variants;
    private final CodeTable[] letterAfter;
    private final CodeTable[] chunkOf;
    private final int[] blockStart;
    private final byte[] stream;

    DictionaryFile(ByteBuffer in) {
        FileHeader.check(in, MAGIC, VERSION);
        block = in.getShort() & 0xFFFF;
        words = in.getInt();
        int blocks = in.getInt();
        letters = FileHeader.bytes(in, in.get() & 0xFF);
        Arrays.fill(letterNumber, (byte) -1);
        for (int i = 0; i < letters.length; i++) {
            letterNumber[letters[i]] = (byte) i;
        }
        FileHeader.checkSymbols(in);
        chunks = new byte[in.getShort() & 0xFFFF][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = FileHeader.bytes(in, in.get() & 0xFF);
        }
        shared = CodeTable.read(in);
        suffix = CodeTable.read(in);
        variants = CodeTable.read(in);
        letterAfter = tables(in, letters.length + 1);
        chunkOf = tables(in, letters.length * (letters.length + 1));
        blockStart = FileHeader.ints(in, blocks);
        stream = FileHeader.bytes(in, in.getInt());
    }

    private static CodeTable[] tables(ByteBuffer in, int count) {
        CodeTable[] tables = new CodeTable[count];
        for (int i = 0; i < count; i++) {
            tables[i] = CodeTable.read(in);
        }
        return tables;
    }

    int words() {
        return words;
    }

    /** Symbol sequences of a word in lower case, most usual first; empty if it is not listed. */
    List<byte[]> find(String word) {
        byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
        if (wanted.length == 0 || wanted.length > LONGEST_WORD || blockStart.length == 0) {
            return List.of();
        }
        int low = 0;
        int high = blockStart.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            Reader first = new Reader(middle);
            first.readSpelling();
            if (first.compareTo(wanted) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Reader reader = new Reader(low);
        int count = Math.min(block, words - low * block);
        for (int i = 0; i < count; i++) {
            reader.readSpelling();
            int order = reader.compareTo(wanted);
            if (order > 0) {
                break;
            }
            List<byte[]> sounds = reader.readVariants(order == 0);
            if (order == 0) {
                return sounds;
            }
        }
        return List.of();
    }

    /** The word with this number in sorted order, for checks over the whole dictionary. */
    String word(int number) {
        Reader reader = new Reader(number / block);
        for (int i = 0; i < number % block; i++) {
            reader.readSpelling();
            reader.readVariants(false);
        }
        reader.readSpelling();
        return new String(reader.spelling, 0, reader.length, StandardCharsets.US_ASCII);
    }

    /** Walks one block. */
    private final class Reader {

        private final BitCursor bits;
        private final byte[] spelling = new byte[256];
        private int length;

        Reader(int blockNumber) {
            bits = new BitCursor(stream, blockStart[blockNumber] & 0xFFFFFFFFL);
        }

        void readSpelling() {
            int start = shared.decode(bits);
            length = start + suffix.decode(bits);
            for (int i = start; i < length; i++) {
                int before = i == 0 ? 0 : letterNumber[spelling[i - 1]] + 1;
                spelling[i] = letters[letterAfter[before].decode(bits)];
            }
        }

        int compareTo(byte[] wanted) {
            return Arrays.compareUnsigned(spelling, 0, length, wanted, 0, wanted.length);
        }

        List<byte[]> readVariants(boolean keep) {
            int count = variants.decode(bits);
            List<byte[]> found = keep ? new ArrayList<>(count) : List.of();
            byte[] sounds = new byte[2 * LONGEST_WORD];
            for (int v = 0; v < count; v++) {
                int sound = readSounds(sounds);
                if (keep) {
                    found.add(Arrays.copyOf(sounds, sound));
                }
            }
            return found;
        }

        private int readSounds(byte[] sounds) {
            int count = 0;
            for (int i = 0; i < length; i++) {
                int following = i + 1 < length ? letterNumber[spelling[i + 1]] + 1 : 0;
                int chunk = chunkOf[letterNumber[spelling[i]] * (letters.length + 1) + following].decode(bits);
                if (chunk == chunks.length) {
                    count = bits.next(6);
                    for (int s = 0; s < count; s++) {
                        sounds[s] = (byte) bits.next(7);
                    }
                    return count;
                }
                for (byte symbol : chunks[chunk]) {
                    sounds[count++] = symbol;
                }
            }
            return count;
        }
    }
}
