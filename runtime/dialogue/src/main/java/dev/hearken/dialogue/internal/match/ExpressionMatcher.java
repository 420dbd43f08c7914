package dev.hearken.dialogue.internal.match;

import dev.hearken.speech.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Matches the words of one text. Each rule is tried once per start word, whichever sentences use it; of readings with the same end only the best is kept. */
final class ExpressionMatcher {

    private record Key(String rule, int start) {
    }

    private final Map<String, Expression> rules;
    private final List<String> words;
    private final Map<Key, List<Parse>> done = new HashMap<>();

    ExpressionMatcher(Map<String, Expression> rules, List<String> words) {
        this.rules = rules;
        this.words = words;
    }

    /** All ends that {@code expression} reaches from word {@code start}, one parse each. */
    List<Parse> match(Expression expression, int start) {
        if (expression instanceof Expression.Word word) {
            boolean said = start < words.size() && words.get(start).equals(word.text());
            return said ? List.of(new Parse(start + 1, 1, null, List.of())) : List.of();
        }
        if (expression instanceof Expression.Sequence sequence) {
            return sequence(sequence, start);
        }
        if (expression instanceof Expression.Choice choice) {
            List<Parse> found = new ArrayList<>();
            for (Expression option : choice.options()) {
                keepBest(found, match(option, start));
            }
            return found;
        }
        if (expression instanceof Expression.Optional optional) {
            List<Parse> found = new ArrayList<>(match(optional.body(), start));
            keepBest(found, List.of(Parse.nothing(start)));
            return found;
        }
        if (expression instanceof Expression.Slot slot) {
            return match(slot.body(), start).stream().map(parse -> parse.asSlot(slot.name(), start)).toList();
        }
        if (expression instanceof Expression.Value value) {
            return match(value.body(), start).stream().map(parse -> parse.withValue(value.value())).toList();
        }
        String rule = ((Expression.Reference) expression).rule();
        Key key = new Key(rule, start);
        List<Parse> known = done.get(key);
        if (known == null) {
            known = match(rules.get(rule), start);
            done.put(key, known);
        }
        return known;
    }

    private List<Parse> sequence(Expression.Sequence sequence, int start) {
        List<Parse> heads = List.of(Parse.nothing(start));
        for (Expression part : sequence.parts()) {
            List<Parse> next = new ArrayList<>();
            for (Parse head : heads) {
                for (Parse tail : match(part, head.end())) {
                    keepBest(next, List.of(head.then(tail)));
                }
            }
            if (next.isEmpty()) {
                return next;
            }
            heads = next;
        }
        return heads;
    }

    private static void keepBest(List<Parse> kept, List<Parse> found) {
        for (Parse parse : found) {
            int same = 0;
            while (same < kept.size() && kept.get(same).end() != parse.end()) {
                same++;
            }
            if (same == kept.size()) {
                kept.add(parse);
            } else if (parse.literal() > kept.get(same).literal()) {
                kept.set(same, parse);
            }
        }
    }
}
