package dev.hearken.dialogue.internal;

import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions about an expression whose rules are known not to recurse. */
public final class GrammarChecks {

    private GrammarChecks() {
    }

    /**
     * True if saying nothing matches.
     *
     * @param known answers for rules by name, kept between calls: rules that use rules twice would else be asked without end
     */
    public static boolean mayBeEmpty(Expression expression, Map<String, Expression> rules, Map<String, Boolean> known) {
        if (expression instanceof Expression.Word) {
            return false;
        }
        if (expression instanceof Expression.Optional) {
            return true;
        }
        if (expression instanceof Expression.Reference reference) {
            Boolean answer = known.get(reference.rule());
            if (answer == null) {
                answer = mayBeEmpty(rules.get(reference.rule()), rules, known);
                known.put(reference.rule(), answer);
            }
            return answer;
        }
        if (expression instanceof Expression.Choice choice) {
            return choice.options().stream().anyMatch(option -> mayBeEmpty(option, rules, known));
        }
        return children(expression).stream().allMatch(child -> mayBeEmpty(child, rules, known));
    }

    /** @throws IllegalArgumentException naming a rule that is missing, or that contains itself */
    public static void requireClosed(Grammar grammar) {
        Set<String> closed = new HashSet<>();
        grammar.sentences().forEach(sentence -> requireClosed(sentence.body(), grammar.rules(), closed, new LinkedHashSet<>()));
    }

    private static void requireClosed(Expression expression, Map<String, Expression> rules, Set<String> closed, Set<String> open) {
        if (expression instanceof Expression.Reference reference) {
            String rule = reference.rule();
            Expression body = rules.get(rule);
            if (body == null) {
                throw new IllegalArgumentException("the grammar has no rule " + rule);
            }
            if (open.contains(rule)) {
                throw new IllegalArgumentException("the rule " + rule + " contains itself: " + open);
            }
            if (closed.add(rule)) {
                open.add(rule);
                requireClosed(body, rules, closed, open);
                open.remove(rule);
            }
        } else {
            children(expression).forEach(child -> requireClosed(child, rules, closed, open));
        }
    }

    private static List<Expression> children(Expression expression) {
        if (expression instanceof Expression.Sequence sequence) {
            return sequence.parts();
        }
        if (expression instanceof Expression.Choice choice) {
            return choice.options();
        }
        return expression instanceof Expression.Optional optional ? List.of(optional.body())
                : expression instanceof Expression.Slot slot ? List.of(slot.body())
                : expression instanceof Expression.Value value ? List.of(value.body()) : List.of();
    }

    /** The number of words of all wordings written out as a tree, references opened: a bound on the size of the recogniser's graph. */
    public static long expandedWords(Expression expression, Map<String, Expression> rules) {
        if (expression instanceof Expression.Word) {
            return 1;
        }
        if (expression instanceof Expression.Reference reference) {
            return expandedWords(rules.get(reference.rule()), rules);
        }
        return children(expression).stream().mapToLong(child -> expandedWords(child, rules)).sum();
    }
}
