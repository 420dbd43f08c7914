package dev.hearken.speech.internal.grammar;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code openlm.bin}: a word list with bigram probabilities, absolute discounting, backing off to word frequencies. Immutable.
 * {@code models/training/hearken_training/lexicon/openlm.py} writes it and describes the format.
 */
final class BigramModel implements WordScores {

    private static final int MAGIC = 0x484B4C4D;
    private static final int VERSION = 1;

    private final String[] words;
    private final float scale;
    private final byte[] unigram;
    // Followers of the start (row 0) and of each word (row 1 + word).
    private final byte[] backOff;
    private final int[] firstFollower;
    private int[] follower = new int[1024];
    private byte[] followerLog = new byte[1024];

    private BigramModel(ByteBuffer in) {
        if (in.remaining() < 11 || in.getInt() != MAGIC) {
            throw new IllegalArgumentException("it does not begin with the mark of such a file");
        }
        int version = in.getShort();
        if (version != VERSION) {
            throw new IllegalArgumentException("its format is version " + version + ", this program reads version " + VERSION);
        }
        scale = in.get() & 0xFF;
        int count = in.getInt();
        if (count < 0 || count > in.remaining() || scale == 0) {
            throw new IllegalArgumentException("it is cut short or damaged");
        }
        words = new String[count];
        unigram = new byte[count];
        for (int i = 0; i < count; i++) {
            byte[] letters = new byte[in.get() & 0xFF];
            in.get(letters);
            words[i] = new String(letters, StandardCharsets.US_ASCII);
            unigram[i] = in.get();
        }
        backOff = new byte[count + 1];
        firstFollower = new int[count + 2];
        for (int row = 0; row <= count; row++) {
            readRow(in, row);
        }
        follower = Arrays.copyOf(follower, firstFollower[count + 1]);
        followerLog = Arrays.copyOf(followerLog, firstFollower[count + 1]);
    }

    private void readRow(ByteBuffer in, int row) {
        backOff[row] = in.get();
        int size = readVarint(in);
        int next = firstFollower[row];
        int word = -1;
        for (int i = 0; i < size; i++) {
            if (next == follower.length) {
                follower = Arrays.copyOf(follower, 2 * next);
                followerLog = Arrays.copyOf(followerLog, 2 * next);
            }
            word += readVarint(in) + 1;
            follower[next] = word;
            followerLog[next++] = in.get();
        }
        if (word >= words.length) {
            throw new IllegalArgumentException("a pair names a word that is not there");
        }
        firstFollower[row + 1] = next;
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

    /** @throws ModelException if the file is missing or damaged; names it and the reason */
    static BigramModel open(Path file) {
        try {
            return new BigramModel(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such file; this pack has no word list for open recognition", e);
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
        } catch (BufferUnderflowException e) {
            throw new ModelException(file + " is not usable: it is cut short", e);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file + " is not usable: " + e.getMessage(), e);
        }
    }

    String[] words() {
        return words;
    }

    @Override
    public float score(int previous, int word) {
        int row = previous + 1;
        int place = Arrays.binarySearch(follower, firstFollower[row], firstFollower[row + 1], word);
        if (place >= 0) {
            return -(followerLog[place] & 0xFF) / scale;
        }
        return -((backOff[row] & 0xFF) + (unigram[word] & 0xFF)) / scale;
    }
}
