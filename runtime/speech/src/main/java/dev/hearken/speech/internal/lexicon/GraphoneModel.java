package dev.hearken.speech.internal.lexicon;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@code g2p.bin}: a back-off n-gram model over graphones (a letter with its 0..2 sounds), as a trie in arrays. Immutable, about 2 MB.
 *
 * <p>Source: Bisani and Ney, Joint-sequence models for grapheme-to-phoneme conversion (2008). {@code models/training} writes the file.
 *
 * <p>A <i>context</i> is an n-gram that has continuations; context 0 is the empty one. The entries that continue context {@code c} are
 * {@code firstEntry[c] .. firstEntry[c + 1]}, sorted by token.
 */
final class GraphoneModel {

    static final int START = 0;
    static final int END = 1;

    private static final int MAGIC = 0x484B4750;
    private static final int VERSION = 1;
    private static final float UNSEEN = -20;

    private final byte[][] sounds;
    private final int[] firstTokenOfLetter = new int[129];
    private final short[] entryToken;
    private final float[] logOfByte = new float[256];
    private final byte[] entryLog;
    private final int[] entryNext;
    private final int[] firstEntry;
    private final byte[] backOff;
    private final int[] shorter;
    private final float scale;

    GraphoneModel(ByteBuffer in) {
        FileHeader.check(in, MAGIC, VERSION);
        in.get();
        scale = in.get() & 0xFF;
        int entries = in.getInt() + 1;
        int graphones = in.getShort() & 0xFFFF;
        FileHeader.checkSymbols(in);
        if (entries > 2_000_000 || entries > in.remaining() || scale == 0) {
            throw new IllegalArgumentException("it is cut short or damaged");
        }
        for (int i = 0; i < 256; i++) {
            logOfByte[i] = -i / scale;
        }
        sounds = new byte[graphones + 2][];
        readGraphones(in, graphones);
        entryToken = new short[entries];
        entryLog = new byte[entries];
        entryNext = new int[entries];
        int[] first = new int[entries + 1];
        byte[] weights = new byte[entries];
        int contexts = readTrie(in, first, weights);
        firstEntry = Arrays.copyOf(first, contexts + 1);
        backOff = Arrays.copyOf(weights, contexts);
        shorter = new int[contexts];
        linkContexts();
    }

    private void readGraphones(ByteBuffer in, int graphones) {
        int previous = 0;
        for (int i = 0; i < graphones; i++) {
            int letter = in.get();
            if (letter < previous) {
                throw new IllegalArgumentException("its graphones are not sorted");
            }
            for (int l = previous + 1; l <= letter; l++) {
                firstTokenOfLetter[l] = i;
            }
            previous = letter;
            sounds[i + 2] = FileHeader.bytes(in, in.get() & 0xFF);
        }
        Arrays.fill(firstTokenOfLetter, previous + 1, firstTokenOfLetter.length, graphones);
    }

    /** Entries stand level by level, so the continuations of the contexts follow one another in the order of the contexts. */
    private int readTrie(ByteBuffer in, int[] first, byte[] weights) {
        int contexts = 1;
        int end = readVarint(in);
        int entry = 0;
        first[1] = end;
        for (int context = 0; context < contexts; context++) {
            int token = -1;
            for (; entry < first[context + 1]; entry++) {
                int step = readVarint(in);
                token += (step >>> 1) + 1;
                entryToken[entry] = (short) token;
                entryLog[entry] = in.get();
                if ((step & 1) == 1) {
                    end += readVarint(in);
                    weights[contexts] = in.get();
                    entryNext[entry] = contexts++;
                    first[contexts] = end;
                } else {
                    entryNext[entry] = -1;
                }
            }
        }
        if (entry != entryToken.length) {
            throw new IllegalArgumentException("it holds " + entry + " entries instead of " + entryToken.length);
        }
        return contexts;
    }

    private static int readVarint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int b = in.get();
            value |= (b & 127) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    /** For every entry: the longest context that its n-gram ends with; for every context: the next shorter one. Both in one pass by length. */
    private void linkContexts() {
        for (int context = 0; context < shorter.length; context++) {
            for (int e = firstEntry[context]; e < firstEntry[context + 1]; e++) {
                int suffix = context == 0 ? 0 : longestSuffix(shorter[context], entryToken[e]);
                if (entryNext[e] >= 0) {
                    shorter[entryNext[e]] = suffix;
                } else {
                    entryNext[e] = suffix;
                }
            }
        }
    }

    private int longestSuffix(int context, int token) {
        int c = context;
        while (true) {
            int e = entry(c, token);
            if (e >= 0) {
                return entryNext[e];
            }
            if (c == 0) {
                return 0;
            }
            c = shorter[c];
        }
    }

    private int entry(int context, int token) {
        return Math.max(-1, Arrays.binarySearch(entryToken, firstEntry[context], firstEntry[context + 1], (short) token));
    }

    /** The context at the beginning of a word. */
    int start() {
        return entryNext[entry(0, START)];
    }

    /** Natural-log probability of a token after a context. */
    float logProbability(int context, int token) {
        float weight = 0;
        int c = context;
        while (true) {
            int e = entry(c, token);
            if (e >= 0) {
                return weight + logOfByte[entryLog[e] & 0xFF];
            }
            if (c == 0) {
                return UNSEEN;
            }
            weight += backOff[c] / scale;
            c = shorter[c];
        }
    }

    /** The context after a token. */
    int next(int context, int token) {
        return longestSuffix(context, token);
    }

    int firstToken(char letter) {
        return firstTokenOfLetter[letter] + 2;
    }

    /** One past the last token of a letter. */
    int endToken(char letter) {
        return firstTokenOfLetter[letter + 1] + 2;
    }

    byte[] sounds(int token) {
        return sounds[token];
    }
}
