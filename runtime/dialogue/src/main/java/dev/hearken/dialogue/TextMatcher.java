package dev.hearken.dialogue;

import dev.hearken.dialogue.internal.GrammarChecks;
import dev.hearken.dialogue.internal.match.SentenceMatcher;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the sentence of a grammar that a typed text is. Case, punctuation and the way numbers are written do not matter. Immutable, any thread. */
public final class TextMatcher {

    /** No sentence is that long; a text beyond it is not searched. */
    private static final int MAX_WORDS = 100;
    /** A word takes at least one character: texts beyond this are not even split. */
    private static final int MAX_CHARACTERS = 4000;

    private final SentenceMatcher sentences;
    private final List<List<String>> skipPhrases;

    /** @throws IllegalArgumentException if a rule of the grammar is missing or recurs */
    public TextMatcher(LoadedGrammar loaded) {
        GrammarChecks.requireClosed(loaded.grammar());
        this.sentences = new SentenceMatcher(loaded.grammar());
        this.skipPhrases = loaded.skipWords().stream().map(SpokenWords::of).filter(words -> !words.isEmpty())
                .sorted(Comparator.<List<String>>comparingInt(List::size).reversed()).toList();
    }

    /**
     * @param sentence index in the grammar
     * @param text     the words matched
     * @param slots    in the order in which they were said; fixed slots last
     * @param literal  words that the sentence itself demands; the best match has most
     */
    public record Match(int sentence, String intent, String text, Map<String, SlotValue> slots, int literal) {
    }

    /** The best sentence, if any fits the whole text. */
    public Optional<Match> match(String text) {
        List<Match> all = matches(text);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** All sentences that fit, best first; skip words are left out only if nothing fits with them. */
    public List<Match> matches(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return List.of();
        }
        List<String> words = SpokenWords.of(text);
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            return List.of();
        }
        List<Match> found = sentences.matches(words);
        if (found.isEmpty() && !skipPhrases.isEmpty()) {
            List<String> rest = withoutSkipped(words);
            if (!rest.isEmpty() && rest.size() < words.size()) {
                return sentences.matches(rest);
            }
        }
        return found;
    }

    private List<String> withoutSkipped(List<String> words) {
        List<String> rest = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int from = at;
            at += skipPhrases.stream().filter(phrase -> startsWith(words, from, phrase)).mapToInt(List::size).findFirst().orElse(0);
            if (at == from) {
                rest.add(words.get(at++));
            }
        }
        return rest;
    }

    private static boolean startsWith(List<String> words, int from, List<String> phrase) {
        return from + phrase.size() <= words.size() && words.subList(from, from + phrase.size()).equals(phrase);
    }
}
