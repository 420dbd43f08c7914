package dev.hearken.speech.internal.lexicon;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Brings any text to the letters of the dictionary: lower case, accents folded, runs and lengths bounded. */
final class Spelling {

    /** More letters than any word has; the rest of a longer "word" is dropped. */
    static final int LONGEST = 200;
    private static final int LONGEST_RUN = 2;
    private static final Map<Character, String> FOLDED = Map.ofEntries(Map.entry('ß', "ss"), Map.entry('æ', "ae"), Map.entry('œ', "oe"),
            Map.entry('ø', "o"), Map.entry('đ', "d"), Map.entry('ð', "d"), Map.entry('þ', "th"), Map.entry('ł', "l"), Map.entry('ı', "i"),
            Map.entry('’', "'"), Map.entry('ʼ', "'"), Map.entry('‘', "'"));

    private Spelling() {
    }

    /** The key under which a word stands in the dictionary or in the user's additions: lower case, accents kept off. */
    static String key(String word) {
        String bounded = word.length() <= LONGEST ? word : word.substring(0, LONGEST);
        if (isPlain(bounded)) {
            return bounded;
        }
        String parted = Normalizer.normalize(bounded.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        StringBuilder key = new StringBuilder(parted.length());
        for (int i = 0; i < parted.length() && key.length() < LONGEST; i++) {
            char c = parted.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                key.append(FOLDED.getOrDefault(c, String.valueOf(c)));
            }
        }
        return key.toString();
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!isLetter(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c == '\'';
    }

    /**
     * What of a key can be spoken: runs of letters, and single digits, in order. Everything else separates. A letter repeated more than
     * twice counts twice.
     */
    static List<String> pieces(String key) {
        List<String> pieces = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (isLetter(c)) {
                if (i < LONGEST_RUN || c != key.charAt(i - 1) || c != key.charAt(i - 2)) {
                    run.append(c);
                }
            } else {
                addRun(pieces, run);
                if (c >= '0' && c <= '9') {
                    pieces.add(String.valueOf(c));
                }
            }
        }
        addRun(pieces, run);
        return pieces;
    }

    private static void addRun(List<String> pieces, StringBuilder run) {
        if (run.chars().anyMatch(c -> c != '\'')) {
            pieces.add(run.toString());
        }
        run.setLength(0);
    }

    /** A short piece without a vowel letter is an abbreviation that is spelt ("hdmi" is not short of vowels, "xbmc" is). */
    static boolean isSpelt(String piece) {
        return piece.length() <= 6 && piece.chars().noneMatch(c -> "aeiouy".indexOf(c) >= 0);
    }
}
