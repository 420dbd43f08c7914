package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.speech.Expression;
import java.util.ArrayList;
import java.util.List;

/** Puts an ending ({@code 's}, {@code s}, {@code es}) on the last word of an expression: {@code {name}['s]} is written without a blank. */
final class Suffix {

    private final RuleTable rules;
    private final String suffix;
    private final Position at;

    Suffix(RuleTable rules, String suffix, Position at) {
        this.rules = rules;
        this.suffix = suffix;
        this.at = at;
    }

    static boolean isSuffix(String text) {
        return text.equals("'s") || text.equals("’s") || text.equals("s") || text.equals("es") || text.equals("'");
    }

    Expression on(Expression expression) {
        if (expression instanceof Expression.Word word) {
            return new Expression.Word(word.text() + suffix.replace('’', '\''));
        }
        if (expression instanceof Expression.Choice choice) {
            return Expressions.choice(choice.options().stream().map(this::on).toList());
        }
        if (expression instanceof Expression.Slot slot) {
            return Expressions.slot(slot.name(), on(slot.body()));
        }
        if (expression instanceof Expression.Value value) {
            return Expressions.value(value.value(), on(value.body()));
        }
        if (expression instanceof Expression.Reference reference) {
            return rules.suffixed(reference, suffix, at);
        }
        if (expression instanceof Expression.Sequence sequence && !sequence.parts().isEmpty()) {
            return onLast(sequence.parts());
        }
        throw at.error("'" + suffix + "' needs a word before it");
    }

    private Expression onLast(List<Expression> parts) {
        List<Expression> before = parts.subList(0, parts.size() - 1);
        Expression last = parts.get(parts.size() - 1);
        List<Expression> withLast = new ArrayList<>(before);
        if (!(last instanceof Expression.Optional optional)) {
            withLast.add(on(last));
            return Expressions.sequence(withLast);
        }
        withLast.add(on(optional.body()));
        Expression without = on(Expressions.sequence(before));
        return Expressions.choice(List.of(Expressions.sequence(withLast), without));
    }
}
