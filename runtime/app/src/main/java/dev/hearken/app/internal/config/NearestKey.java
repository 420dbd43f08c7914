package dev.hearken.app.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word somebody probably meant (Levenshtein distance, Wagner and Fischer 1974). */
public final class NearestKey {

    private NearestKey() {
    }

    /** The nearest of the known words, if it is near: at most a third of its letters differ. */
    public static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
            .min(Comparator.comparingInt((String k) -> distance(written, k)).thenComparing(Comparator.naturalOrder()))
            .filter(k -> distance(written, k) <= Math.max(1, Math.max(k.length(), written.length()) / 3));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
