package dev.hearken.app.internal.hermes;

import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.Grammar.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Grammars for the answers that a skill asks for: some intents only, or the bare value of a slot. */
final class GrammarNarrowing {

    /** What people put before a value that they were asked for, in English. */
    private static final Expression LEAD = new Expression.Optional(new Expression.Choice(List.of(word("the"), word("a"),
        new Expression.Sequence(List.of(word("in"), word("the"))))));

    private final Grammar source;

    GrammarNarrowing(Grammar source) {
        this.source = source;
    }

    /**
     * Sentences of these intents, and if a slot is asked for its values alone as well.
     *
     * @return empty if nothing is left
     */
    Optional<Grammar> to(Collection<String> intents, Optional<String> slot) {
        List<Sentence> sentences = new ArrayList<>(source.sentences().stream().filter(s -> intents.contains(s.intent())).toList());
        slot.ifPresent(name -> intents.forEach(intent -> sentences.addAll(values(intent, name))));
        if (sentences.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Expression> rules = new HashMap<>();
        sentences.forEach(sentence -> collectRules(sentence.body(), rules));
        return Optional.of(new Grammar(source.language(), rules, sentences));
    }

    private List<Sentence> values(String intent, String slot) {
        Set<Expression> found = new LinkedHashSet<>();
        source.sentences().stream().filter(s -> s.intent().equals(intent)).forEach(s -> collectSlots(s.body(), slot, found));
        return found.stream().map(value -> new Sentence(intent,
            source.language().equals("en") ? new Expression.Sequence(List.of(LEAD, value)) : value, Map.of(), 0)).toList();
    }

    private void collectSlots(Expression expression, String slot, Set<Expression> found) {
        if (expression instanceof Expression.Slot inner && inner.name().equals(slot)) {
            found.add(inner);
        } else if (expression instanceof Expression.Reference reference) {
            Expression rule = source.rules().get(reference.rule());
            if (rule != null) {
                collectSlots(rule, slot, found);
            }
        } else {
            parts(expression).forEach(part -> collectSlots(part, slot, found));
        }
    }

    private void collectRules(Expression expression, Map<String, Expression> rules) {
        if (expression instanceof Expression.Reference reference) {
            Expression rule = source.rules().get(reference.rule());
            if (rule != null && rules.putIfAbsent(reference.rule(), rule) == null) {
                collectRules(rule, rules);
            }
        } else {
            parts(expression).forEach(part -> collectRules(part, rules));
        }
    }

    private static List<Expression> parts(Expression expression) {
        if (expression instanceof Expression.Sequence sequence) {
            return sequence.parts();
        }
        if (expression instanceof Expression.Choice choice) {
            return choice.options();
        }
        if (expression instanceof Expression.Optional optional) {
            return List.of(optional.body());
        }
        if (expression instanceof Expression.Slot slot) {
            return List.of(slot.body());
        }
        return expression instanceof Expression.Value value ? List.of(value.body()) : List.of();
    }

    private static Expression word(String text) {
        return new Expression.Word(text);
    }
}
