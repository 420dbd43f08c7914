package dev.hearken.speech;

import dev.hearken.models.api.ModelException;
import dev.hearken.speech.internal.lexicon.Arpabet;
import dev.hearken.speech.internal.lexicon.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the words of a language sound: the pack's dictionary, the user's additions over it, and letter-to-sound rules for all other words.
 * Immutable; may be shared between threads. About 3 MB of heap.
 */
public final class Lexicon implements PronunciationSource {

    /** The dictionary's file name in a pack. */
    public static final String DICTIONARY_FILE = "lexicon.bin";
    /** The letter-to-sound model's file name in a pack. */
    public static final String RULES_FILE = "g2p.bin";

    private final Words words;

    private Lexicon(Words words) {
        this.words = words;
    }

    /** {@link #open(Path, Map)} without additions. */
    public static Lexicon open(Path pack) {
        return open(pack, Map.of());
    }

    /**
     * Reads {@value #DICTIONARY_FILE} and {@value #RULES_FILE} of a pack.
     *
     * @param pack      the pack's folder
     * @param additions the user's words: word -> ARPAbet phones separated by spaces ({@code "siobhan" -> "SH IH V AO1 N"}; the stress digit may
     *                  be left out), one or several pronunciations; they replace the dictionary's
     * @throws ModelException           if a file is missing or damaged; names it and the reason
     * @throws IllegalArgumentException if an addition cannot be read; names the word and the phone
     */
    public static Lexicon open(Path pack, Map<String, List<String>> additions) {
        return new Lexicon(Words.open(pack.resolve(DICTIONARY_FILE), pack.resolve(RULES_FILE), additions));
    }

    /**
     * The pronunciations of a word for the recogniser, most usual first, as labels 1..39 (see {@code phones.txt}); empty if nothing of
     * the word can be spoken.
     */
    public List<int[]> pronunciations(String word) {
        List<int[]> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (byte[] symbols : words.find(word)) {
            int[] labels = words.labels(symbols);
            if (labels.length > 0 && seen.add(Arrays.toString(labels))) {
                found.add(labels);
            }
        }
        return found;
    }

    @Override
    public List<List<String>> stressedPronunciations(String word) {
        return words.find(word).stream().map(words::names).toList();
    }

    @Override
    public boolean knows(String word) {
        return words.knows(word);
    }

    /** Words in the dictionary, for {@code doctor}. */
    public int size() {
        return words.size();
    }

    /** Name of a recogniser label, for messages. */
    public static String phoneName(int label) {
        return Arpabet.phoneName(label);
    }
}
