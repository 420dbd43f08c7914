package dev.hearken.dialogue.internal.match;

import dev.hearken.dialogue.internal.GrammarChecks;
import dev.hearken.speech.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The words with which an expression may begin; found once per rule. */
final class FirstWords {

    private final Map<String, Expression> rules;
    private final Map<String, Set<String>> ofRule = new HashMap<>();
    private final Map<String, Boolean> mayBeEmpty = new HashMap<>();

    FirstWords(Map<String, Expression> rules) {
        this.rules = rules;
    }

    Set<String> of(Expression expression) {
        Set<String> words = new HashSet<>();
        collect(expression, words);
        return words;
    }

    private void collect(Expression expression, Set<String> words) {
        if (expression instanceof Expression.Word word) {
            words.add(word.text());
        } else if (expression instanceof Expression.Sequence sequence) {
            for (Expression part : sequence.parts()) {
                collect(part, words);
                if (!GrammarChecks.mayBeEmpty(part, rules, mayBeEmpty)) {
                    return;
                }
            }
        } else if (expression instanceof Expression.Choice choice) {
            choice.options().forEach(option -> collect(option, words));
        } else if (expression instanceof Expression.Optional optional) {
            collect(optional.body(), words);
        } else if (expression instanceof Expression.Slot slot) {
            collect(slot.body(), words);
        } else if (expression instanceof Expression.Value value) {
            collect(value.body(), words);
        } else {
            String rule = ((Expression.Reference) expression).rule();
            Set<String> known = ofRule.get(rule);
            if (known == null) {
                known = of(rules.get(rule));
                ofRule.put(rule, known);
            }
            words.addAll(known);
        }
    }
}
