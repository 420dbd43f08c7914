package dev.hearken.speech;

import dev.hearken.models.api.ModelException;
import dev.hearken.speech.internal.lexicon.Arpabet;
import dev.hearken.speech.internal.lexicon.HanziReadings;
import dev.hearken.speech.internal.lexicon.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the words of a language sound: the pack's dictionary, the user's additions over it, and letter-to-sound rules for all other words;
 * hanzi by the pack's table of readings, where it has one.
 * Immutable; may be shared between threads. About 3 MB of heap.
 */
public final class Lexicon implements PronunciationSource {

    /** The dictionary's file name in a pack. */
    public static final String DICTIONARY_FILE = "lexicon.bin";
    /** The letter-to-sound model's file name in a pack. */
    public static final String RULES_FILE = "g2p.bin";

    private final Words words;
    private final HanziReadings hanzi;

    private Lexicon(Words words, HanziReadings hanzi) {
        this.words = words;
        this.hanzi = hanzi;
    }

    /** {@link #open(Path, Map)} without additions. */
    public static Lexicon open(Path pack) {
        return open(pack, Map.of());
    }

    /**
     * Reads {@value #DICTIONARY_FILE} and {@value #RULES_FILE} of a pack, and {@code hanzi.txt} if it is there.
     *
     * @param pack      the pack's folder
     * @param additions the user's words: word -> ARPAbet phones separated by spaces ({@code "siobhan" -> "SH IH V AO1 N"}; the stress digit may
     *                  be left out), one or several pronunciations; they replace the dictionary's
     * @throws ModelException           if a file is missing or damaged; names it and the reason
     * @throws IllegalArgumentException if an addition cannot be read; names the word and the phone
     */
    public static Lexicon open(Path pack, Map<String, List<String>> additions) {
        Path hanzi = pack.resolve(HanziReadings.FILE);
        return new Lexicon(Words.open(pack.resolve(DICTIONARY_FILE), pack.resolve(RULES_FILE), additions),
                Files.exists(hanzi) ? HanziReadings.read(hanzi) : HanziReadings.none());
    }

    /**
     * The pronunciations of a word for the recogniser, most usual first, as labels from 1 (see {@code phones.txt}; 1..39 in English); empty if
     * nothing of the word can be spoken.
     */
    public List<int[]> pronunciations(String word) {
        if (HanziReadings.has(word)) {
            return hanzi.find(word);
        }
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
        if (HanziReadings.has(word)) {
            return hanzi.find(word).stream().map(way -> Arrays.stream(way).mapToObj(this::phoneName).toList()).toList();
        }
        return words.find(word).stream().map(words::names).toList();
    }

    @Override
    public boolean knows(String word) {
        return HanziReadings.has(word) ? !hanzi.find(word).isEmpty() : words.knows(word);
    }

    /** Words in the dictionary and hanzi with a reading, for {@code doctor}. */
    public int size() {
        return words.size() + hanzi.size();
    }

    /** Labels that pronunciations may have, with the blank. */
    public int labels() {
        return Arpabet.labels() + hanzi.units().size();
    }

    /** Name of a recogniser label: {@code <blk>}, an English phone, or an initial or final. */
    public String phoneName(int label) {
        return label < Arpabet.labels() ? Arpabet.phoneName(label) : hanzi.units().get(label - Arpabet.labels());
    }
}
