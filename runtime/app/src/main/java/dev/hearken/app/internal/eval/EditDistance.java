package dev.hearken.app.internal.eval;

import java.util.List;
import java.util.Locale;

/** Levenshtein distance between sequences, and the spelling that word error rates are counted on. */
final class EditDistance {

    private EditDistance() {
    }

    /** Insertions, deletions and substitutions that turn one sequence into the other. */
    static <T> int between(List<T> reference, List<T> heard) {
        int[] row = new int[heard.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= reference.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int substitution = diagonal + (reference.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[heard.size()];
    }

    /** Lower-case words without punctuation; apostrophes inside words stay. */
    static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("[^\\p{L}\\p{N}' ]", " ")
                .replaceAll("\\p{IsHan}", " $0 ").strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split("\\s+"));
    }

    /** Letters and digits one by one, for languages written without spaces. */
    static List<String> characters(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).mapToObj(Character::toString).toList();
    }
}
