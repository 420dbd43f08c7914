package dev.hearken.dialogue.internal.match;

import dev.hearken.dialogue.TextMatcher;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tries the sentences of a grammar on a text: those that may begin with its first word. Immutable. */
public final class SentenceMatcher {

    private static final Set<String> NAMES = Set.of("name", "area");

    private final Grammar grammar;
    private final Map<String, List<Integer>> byFirstWord = new HashMap<>();

    public SentenceMatcher(Grammar grammar) {
        this.grammar = grammar;
        FirstWords firstWords = new FirstWords(grammar.rules());
        for (int i = 0; i < grammar.sentences().size(); i++) {
            for (String word : firstWords.of(grammar.sentences().get(i).body())) {
                byFirstWord.computeIfAbsent(word, none -> new ArrayList<>()).add(i);
            }
        }
    }

    /**
     * Sentences that cover all words, of which there is at least one: least cost first, then most words that are literal or name a known
     * device or area, then fewest slots, then the order of the grammar. So a "bedroom lamp" that is called so is meant before any lamp of the
     * bedroom.
     */
    public List<TextMatcher.Match> matches(List<String> words) {
        ExpressionMatcher matcher = new ExpressionMatcher(grammar.rules(), words);
        List<Reading> found = new ArrayList<>();
        for (int i : byFirstWord.getOrDefault(words.get(0), List.of())) {
            Grammar.Sentence sentence = grammar.sentences().get(i);
            for (Parse parse : matcher.match(sentence.body(), 0)) {
                if (parse.end() == words.size()) {
                    found.add(new Reading(match(i, sentence, parse, words), parse.literal() + named(parse)));
                }
            }
        }
        found.sort(Comparator.<Reading>comparingDouble(reading -> grammar.sentences().get(reading.match().sentence()).cost())
                .thenComparingInt(reading -> -reading.certain()).thenComparingInt(reading -> reading.match().slots().size()));
        return found.stream().map(Reading::match).toList();
    }

    /** @param certain words that only this reading explains */
    private record Reading(TextMatcher.Match match, int certain) {
    }

    /** Words said for the names of devices and areas. */
    private static int named(Parse parse) {
        return parse.bindings().stream().filter(binding -> NAMES.contains(binding.slot()) && binding.value() != null)
                .mapToInt(binding -> binding.to() - binding.from()).sum();
    }

    private static TextMatcher.Match match(int index, Grammar.Sentence sentence, Parse parse, List<String> words) {
        Map<String, SlotValue> slots = new LinkedHashMap<>();
        for (Parse.Binding binding : parse.bindings()) {
            String spoken = String.join(" ", words.subList(binding.from(), binding.to()));
            String value = binding.value();
            slots.put(binding.slot(), new SlotValue(value == null ? spoken : value, spoken));
        }
        new TreeMap<>(sentence.fixedSlots()).forEach((slot, value) -> slots.putIfAbsent(slot, new SlotValue(value, "")));
        return new TextMatcher.Match(index, sentence.intent(), String.join(" ", words), Collections.unmodifiableMap(slots), parse.literal());
    }
}
