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
import java.util.TreeMap;

/** Tries the sentences of a grammar on a text: those that may begin with its first word. Immutable. */
public final class SentenceMatcher {

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

    /** Sentences that cover all words, of which there is at least one: least cost first, then most literal words, then fewest slots, then the order of the grammar. */
    public List<TextMatcher.Match> matches(List<String> words) {
        ExpressionMatcher matcher = new ExpressionMatcher(grammar.rules(), words);
        List<TextMatcher.Match> found = new ArrayList<>();
        for (int i : byFirstWord.getOrDefault(words.get(0), List.of())) {
            Grammar.Sentence sentence = grammar.sentences().get(i);
            for (Parse parse : matcher.match(sentence.body(), 0)) {
                if (parse.end() == words.size()) {
                    found.add(match(i, sentence, parse, words));
                }
            }
        }
        found.sort(Comparator.<TextMatcher.Match>comparingDouble(match -> grammar.sentences().get(match.sentence()).cost())
                .thenComparingInt(match -> -match.literal()).thenComparingInt(match -> match.slots().size()));
        return found;
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
