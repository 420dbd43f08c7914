package dev.hearken.dialogue.internal;

import dev.hearken.speech.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds expressions in their shortest form. An expression that nothing can match is a choice of no options: it spreads through sequences and vanishes from choices. */
public final class Expressions {

    /** Nothing is said. */
    public static final Expression EMPTY = new Expression.Sequence(List.of());
    /** Nothing that could be said matches. */
    public static final Expression IMPOSSIBLE = new Expression.Choice(List.of());

    private Expressions() {
    }

    public static boolean isImpossible(Expression expression) {
        return expression instanceof Expression.Choice choice && choice.options().isEmpty();
    }

    public static Expression words(List<String> words) {
        List<Expression> parts = new ArrayList<>(words.size());
        for (String word : words) {
            parts.add(new Expression.Word(word));
        }
        return sequence(parts);
    }

    public static Expression sequence(List<Expression> parts) {
        List<Expression> flat = new ArrayList<>();
        for (Expression part : parts) {
            if (isImpossible(part)) {
                return IMPOSSIBLE;
            }
            if (part instanceof Expression.Sequence nested) {
                flat.addAll(nested.parts());
            } else {
                flat.add(part);
            }
        }
        return flat.size() == 1 ? flat.get(0) : new Expression.Sequence(flat);
    }

    public static Expression choice(List<Expression> options) {
        Set<Expression> distinct = new LinkedHashSet<>();
        boolean mayBeEmpty = false;
        for (Expression option : options) {
            if (option.equals(EMPTY)) {
                mayBeEmpty = true;
            } else if (option instanceof Expression.Choice nested) {
                distinct.addAll(nested.options());
            } else {
                distinct.add(option);
            }
        }
        if (distinct.isEmpty()) {
            return mayBeEmpty ? EMPTY : IMPOSSIBLE;
        }
        Expression body = distinct.size() == 1 ? distinct.iterator().next() : new Expression.Choice(List.copyOf(distinct));
        return mayBeEmpty ? optional(body) : body;
    }

    public static Expression optional(Expression body) {
        if (isImpossible(body) || body.equals(EMPTY)) {
            return EMPTY;
        }
        return body instanceof Expression.Optional ? body : new Expression.Optional(body);
    }

    public static Expression slot(String name, Expression body) {
        return isImpossible(body) ? IMPOSSIBLE : new Expression.Slot(name, body);
    }

    public static Expression value(String value, Expression body) {
        return isImpossible(body) ? IMPOSSIBLE : new Expression.Value(value, body);
    }
}
