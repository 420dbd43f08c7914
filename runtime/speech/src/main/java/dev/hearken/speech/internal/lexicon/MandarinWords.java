package dev.hearken.speech.internal.lexicon;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows of hanzi into words and tells how a voice reads them: the first reading of each character in {@value HanziReadings#FILE}, unless
 * the word it stands in is in {@value #FILE}, one a line, and has readings of its own there ({@code 银行 - h.ang2}; a hyphen: as in the other file).
 * Words are found by the longest match from the left. Immutable; about 3 MB of heap.
 */
public final class MandarinWords {

    /** The file's name in a pack. */
    public static final String FILE = "words.txt";

    private static final String USUAL = "-";
    private static final String[] ALL_USUAL = {};

    private final Map<Integer, String> characters;
    private final Map<String, String[]> words;
    private final int longest;

    private MandarinWords(Map<Integer, String> characters, Map<String, String[]> words) {
        this.characters = characters;
        this.words = words;
        this.longest = words.keySet().stream().mapToInt(w -> w.codePointCount(0, w.length())).max().orElse(1);
    }

    /**
     * One syllable before tone sandhi.
     *
     * @param character the hanzi
     * @param sounds    initial and final joined by a full stop, or the final alone: {@code t.iao}
     * @param tone      1..4, 5 = neutral
     */
    public record Syllable(int character, String sounds, int tone) {

        /** The same in another tone. */
        public Syllable in(int other) {
            return new Syllable(character, sounds, other);
        }
    }

    /**
     * Reads both files of a pack.
     *
     * @throws ModelException if one cannot be read; names the file, the line and the reason
     */
    public static MandarinWords open(Path pack) {
        Map<String, String> shared = new HashMap<>();
        Map<Integer, String> characters = new HashMap<>();
        Path table = pack.resolve(HanziReadings.FILE);
        List<String> lines = lines(table);
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(" ");
            characters.put(fields[0].codePointAt(0), reading(table, i, fields.length > 1 ? fields[1] : "", shared));
        }
        Map<String, String[]> words = new HashMap<>();
        Path list = pack.resolve(FILE);
        lines = lines(list);
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(" ");
            String[] own = fields.length == 1 ? ALL_USUAL : new String[fields.length - 1];
            if (own.length > 0 && own.length != fields[0].codePointCount(0, fields[0].length())) {
                throw new ModelException(list + ":" + (i + 1) + ": as many readings as characters are expected, or none");
            }
            for (int k = 0; k < own.length; k++) {
                own[k] = fields[k + 1].equals(USUAL) ? USUAL : reading(list, i, fields[k + 1], shared);
            }
            words.put(fields[0], own);
        }
        return new MandarinWords(characters, words);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String reading(Path file, int line, String text, Map<String, String> shared) {
        if (!text.matches("[a-z.]+[1-5]")) {
            throw new ModelException(file + ":" + (line + 1) + ": \"" + text + "\" is no reading such as t.iao2");
        }
        return shared.computeIfAbsent(text, t -> t);
    }

    /** The words of a row of hanzi, each with its syllables; characters without a reading are left out. */
    public List<List<Syllable>> read(String hanzi) {
        int[] row = hanzi.codePoints().toArray();
        List<List<Syllable>> found = new ArrayList<>();
        int at = 0;
        while (at < row.length) {
            int size = Math.min(longest, row.length - at);
            String[] own = null;
            while (size > 0 && (own = words.get(new String(row, at, size))) == null) {
                size--;
            }
            size = Math.max(size, 1);
            List<Syllable> word = new ArrayList<>(size);
            for (int k = 0; k < size; k++) {
                String reading = own == null || own.length == 0 || own[k].equals(USUAL) ? usual(row[at + k]) : own[k];
                if (reading != null) {
                    int tone = reading.length() - 1;
                    word.add(new Syllable(row[at + k], reading.substring(0, tone), reading.charAt(tone) - '0'));
                }
            }
            if (!word.isEmpty()) {
                found.add(word);
            }
            at += size;
        }
        return found;
    }

    private @Nullable String usual(int character) {
        return characters.get(character == '〇' ? '零' : character);
    }

    /** Words in the list. */
    public int size() {
        return words.size();
    }
}
