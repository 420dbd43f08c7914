package dev.hearken.speech.internal.grammar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The words of everyday talk and how often a row of them is said, from a pack's word list for open recognition. Immutable. */
public final class EverydayWords {

    /** Of unhurried conversation (about 150 words a minute). */
    private static final double WORDS_AN_HOUR = 9_000;

    private final BigramModel model;
    private final Map<String, Integer> numbers = new HashMap<>();

    private EverydayWords(BigramModel model) {
        this.model = model;
        String[] words = model.words();
        for (int i = 0; i < words.length; i++) {
            numbers.put(words[i], i);
        }
    }

    /** Of a pack that has a word list. */
    public static Optional<EverydayWords> open(Path pack) {
        Path file = pack.resolve(OpenDecoder.MODEL_FILE);
        return Files.exists(file) ? Optional.of(new EverydayWords(BigramModel.open(file))) : Optional.empty();
    }

    /** All words of the list. */
    public List<String> words() {
        return Arrays.asList(model.words());
    }

    /** How many times an hour somebody who talks all the time says these words in a row; empty if one of them is not of the list. */
    public OptionalDouble timesAnHour(List<String> words) {
        double log = 0;
        int previous = -1;
        for (String word : words) {
            Integer number = numbers.get(word);
            if (number == null) {
                return OptionalDouble.empty();
            }
            log += model.score(previous, number);
            previous = number;
        }
        return OptionalDouble.of(Math.exp(log) * WORDS_AN_HOUR);
    }
}
