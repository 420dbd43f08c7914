package dev.hearken.speech.internal.wake;

import dev.hearken.speech.PhraseAssessment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Turns typed wake phrases into the phone sequences to listen for. */
public final class Pronunciations {

    /** Words with several pronunciations multiply; more than this many variants cost time and add false alarms. */
    private static final int MOST = 8;

    /** A phrase of fewer phones than this is contained in everyday speech too often (three to four syllables are advised). */
    private static final int FEWEST_ADVISED = 6;

    /** Times an hour of talk: a television alone would wake the speaker every other day. */
    private static final double OFTEN = 0.02;

    /** At 40 ms a frame and about one phone a frame or two, nobody says more in one breath. */
    private static final int MOST_PHONES = 60;

    private Pronunciations() {
    }

    /** The same for every way to type it: lower case, single spaces, no punctuation but apostrophes. */
    public static String normalise(String phrase) {
        return phrase.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("[^\\p{L}\\p{M}\\p{N}']+", " ").strip();
    }

    /**
     * @param lexicon labels of every pronunciation of a word, most usual first; empty if it cannot be spoken
     * @return at most eight sequences of phone labels, none empty
     * @throws IllegalArgumentException if the phrase cannot be listened for; the message says why
     */
    public static List<int[]> of(String phrase, Function<String, List<int[]>> lexicon) {
        String words = normalise(phrase);
        if (words.codePoints().noneMatch(Character::isLetter)) {
            throw new IllegalArgumentException("wake phrase '" + phrase + "' has no letters: type words as they are spoken");
        }
        List<int[]> sequences = List.of(new int[0]);
        for (String word : words.split(" ")) {
            List<int[]> spoken = lexicon.apply(word);
            if (spoken.isEmpty()) {
                throw new IllegalArgumentException("wake phrase '" + phrase + "': no pronunciation is known for '" + word
                    + "'; use letters of this language or add the word to the lexicon");
            }
            sequences = extend(sequences, spoken);
        }
        if (sequences.get(0).length > MOST_PHONES) {
            throw new IllegalArgumentException("wake phrase '" + phrase + "' has " + sequences.get(0).length + " phones; at most "
                + MOST_PHONES + " can be listened for");
        }
        return sequences;
    }

    private static List<int[]> extend(List<int[]> sequences, List<int[]> spoken) {
        List<int[]> extended = new ArrayList<>();
        for (int[] ending : spoken) {
            for (int[] beginning : sequences) {
                if (extended.size() < MOST) {
                    int[] joined = java.util.Arrays.copyOf(beginning, beginning.length + ending.length);
                    System.arraycopy(ending, 0, joined, beginning.length, ending.length);
                    extended.add(joined);
                }
            }
        }
        return extended;
    }

    /**
     * What a user should know of a phrase.
     *
     * @param timesAnHour how often it is said in everyday talk, if that is known
     * @param soundAlike  everyday words that sound like it
     */
    static PhraseAssessment assess(String phrase, List<int[]> pronunciations, List<String> symbols, boolean verifier, OptionalDouble timesAnHour,
                                   List<String> soundAlike) {
        List<List<String>> phones = new ArrayList<>();
        for (int[] labels : pronunciations) {
            phones.add(java.util.Arrays.stream(labels).mapToObj(symbols::get).toList());
        }
        int shortest = phones.stream().mapToInt(List::size).min().orElse(0);
        List<String> warnings = new ArrayList<>();
        if (shortest < FEWEST_ADVISED) {
            warnings.add("too short: " + shortest + " phones; phrases of three or four syllables (" + FEWEST_ADVISED
                + " phones or more) wake falsely far less often");
        }
        if (timesAnHour.orElse(0) > OFTEN) {
            warnings.add(String.format(Locale.ROOT, "too common: people who talk say it about once in %s", hours(1 / timesAnHour.orElse(1))));
        }
        if (!soundAlike.isEmpty()) {
            warnings.add("sounds like " + String.join(", ", soundAlike));
        }
        if (!verifier) {
            // The recipe knows English only.
            boolean trainable = phrase.chars().allMatch(c -> c < 128);
            warnings.add("no trained verifier is here for this phrase: expect more false alarms and misses than for one that has it"
                + (trainable ? "; `hearken models train-wake` makes one" : ""));
        }
        return new PhraseAssessment(phrase, phones, verifier, soundAlike, warnings);
    }

    private static String hours(double hours) {
        return hours < 1.5 ? Math.max(1, Math.round(60 * hours)) + " minutes of talk" : Math.round(hours) + " hours of talk";
    }
}
