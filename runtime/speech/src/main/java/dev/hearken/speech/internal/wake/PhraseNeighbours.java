package dev.hearken.speech.internal.wake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Everyday words that sound like a phrase, by the edit distance of their phones as a share of the phrase's. */
final class PhraseNeighbours {

    /** At this distance one phone in three differs: "commuter" is nearer to "computer", "kitten" is not to "okay kitchen". */
    private static final double NEAR = 0.34;
    private static final int MOST = 5;

    private PhraseNeighbours() {
    }

    /** The nearest words, nearest first; none that sounds exactly like the phrase. */
    static List<String> of(List<int[]> phrase, List<String> words, Function<String, List<int[]>> lexicon) {
        record Neighbour(String word, double distance) {
        }
        List<Neighbour> found = new ArrayList<>();
        for (String word : words) {
            double nearest = 1;
            for (int[] sounds : lexicon.apply(word)) {
                for (int[] wanted : phrase) {
                    nearest = Math.min(nearest, distance(wanted, sounds) / (double) wanted.length);
                }
            }
            if (nearest > 0 && nearest <= NEAR) {
                found.add(new Neighbour(word, nearest));
            }
        }
        return found.stream().sorted(Comparator.comparingDouble(Neighbour::distance).thenComparing(Neighbour::word)).limit(MOST).map(Neighbour::word).toList();
    }

    /** Levenshtein distance of two rows of labels. */
    static int distance(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 0; i < a.length; i++) {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.length; j++) {
                int above = row[j + 1];
                row[j + 1] = Math.min(diagonal + (a[i] == b[j] ? 0 : 1), Math.min(above, row[j]) + 1);
                diagonal = above;
            }
        }
        return row[b.length];
    }
}
