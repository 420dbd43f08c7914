package dev.hearken.speech.internal.lexicon;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Looks a word up in the additions, then in the dictionary; then derives or guesses. Symbols are phones with stress. Immutable. */
public final class Words {

    private static final String[] DIGITS = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    /** A guess for a longer row of pieces would be noise; bounds the time for any input. */
    private static final int MOST_PIECES = 40;

    private final DictionaryFile dictionary;
    private final LetterToSound rules;
    private final Map<String, List<byte[]>> additions;

    private Words(DictionaryFile dictionary, LetterToSound rules, Map<String, List<byte[]>> additions) {
        this.dictionary = dictionary;
        this.rules = rules;
        this.additions = additions;
    }

    /** Reads both files; see {@link dev.hearken.speech.Lexicon#open(Path, Map)} for the additions and the errors. */
    public static Words open(Path dictionary, Path rules, Map<String, List<String>> additions) {
        Map<String, List<byte[]>> added = new HashMap<>();
        additions.forEach((word, pronunciations) ->
                added.put(Spelling.key(word), pronunciations.stream().map(p -> parse(word, p)).toList()));
        return new Words(read(dictionary, DictionaryFile::new), read(rules, in -> new LetterToSound(new GraphoneModel(in))), added);
    }

    private static <T> T read(Path file, Function<ByteBuffer, T> reader) {
        try {
            return reader.apply(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such file");
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new ModelException(file + " is not usable: it is cut short or damaged", e);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file + " is not usable: " + e.getMessage(), e);
        }
    }

    private static byte[] parse(String word, String pronunciation) {
        String[] names = pronunciation.strip().split("\\s+");
        byte[] symbols = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            int symbol = Arpabet.symbol(names[i].toUpperCase(java.util.Locale.ROOT));
            if (symbol < 0) {
                throw new IllegalArgumentException("pronunciation of \"" + word + "\": \"" + names[i]
                        + "\" is not an ARPAbet phone such as K, IH1 or NG");
            }
            symbols[i] = (byte) symbol;
        }
        return symbols;
    }

    /** All pronunciations, most usual first; empty if nothing can be spoken. */
    public List<byte[]> find(String word) {
        String key = Spelling.key(word);
        List<byte[]> known = lookUp(key);
        if (!known.isEmpty()) {
            return known;
        }
        List<byte[]> possessive = possessive(key);
        if (!possessive.isEmpty()) {
            return possessive;
        }
        List<String> pieces = Spelling.pieces(key);
        if (pieces.size() == 1) {
            return piece(pieces.get(0));
        }
        byte[] all = new byte[0];
        for (String piece : pieces.subList(0, Math.min(pieces.size(), MOST_PIECES))) {
            List<byte[]> sounds = piece(piece);
            all = sounds.isEmpty() ? all : join(all, sounds.get(0));
        }
        return all.length == 0 ? List.of() : List.of(all);
    }

    public boolean knows(String word) {
        return !lookUp(Spelling.key(word)).isEmpty();
    }

    public int size() {
        return dictionary.words() + additions.size();
    }

    /** The word with this number in the dictionary, in sorted order, for checks. */
    String dictionaryWord(int number) {
        return dictionary.word(number);
    }

    /** What the rules alone make of a word of plain letters, for checks. */
    byte[] guess(String letters) {
        return rules.guess(letters);
    }

    private List<byte[]> lookUp(String key) {
        List<byte[]> added = additions.get(key);
        return added != null ? added : dictionary.find(key);
    }

    private List<byte[]> piece(String piece) {
        if (piece.length() == 1 && Character.isDigit(piece.charAt(0))) {
            return lookUp(DIGITS[piece.charAt(0) - '0']);
        }
        List<byte[]> known = lookUp(piece);
        if (!known.isEmpty()) {
            return known;
        }
        byte[] sounds = Spelling.isSpelt(piece) ? spell(piece) : rules.guess(piece);
        return sounds.length == 0 ? List.of() : List.of(sounds);
    }

    private byte[] spell(String piece) {
        byte[] all = new byte[0];
        for (int i = 0; i < piece.length(); i++) {
            List<byte[]> name = lookUp(piece.charAt(i) + ".");
            all = name.isEmpty() ? all : join(all, name.get(0));
        }
        return all;
    }

    /** "zigbee's" from "zigbee": an s after voiceless sounds, a z after voiced ones, with a vowel after hissing ones. */
    private List<byte[]> possessive(String key) {
        if (key.length() < 3 || !key.endsWith("'s")) {
            return List.of();
        }
        List<byte[]> stems = find(key.substring(0, key.length() - 2));
        List<byte[]> found = new ArrayList<>(stems.size());
        for (byte[] stem : stems) {
            String last = Arpabet.phoneName(Arpabet.phoneOfSymbol(stem[stem.length - 1]));
            String[] ending = switch (last) {
                case "S", "Z", "SH", "ZH", "CH", "JH" -> new String[] {"IH0", "Z"};
                case "P", "T", "K", "F", "TH" -> new String[] {"S"};
                default -> new String[] {"Z"};
            };
            byte[] tail = new byte[ending.length];
            for (int i = 0; i < tail.length; i++) {
                tail[i] = (byte) Arpabet.symbol(ending[i]);
            }
            found.add(join(stem, tail));
        }
        return found;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** Recogniser labels of symbols. */
    public int[] labels(byte[] symbols) {
        int[] labels = new int[symbols.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Arpabet.phoneOfSymbol(symbols[i]);
        }
        return labels;
    }

    /** ARPAbet names of symbols, with stress. */
    public List<String> names(byte[] symbols) {
        List<String> names = new ArrayList<>(symbols.length);
        for (byte symbol : symbols) {
            names.add(Arpabet.symbolName(symbol));
        }
        return names;
    }
}
