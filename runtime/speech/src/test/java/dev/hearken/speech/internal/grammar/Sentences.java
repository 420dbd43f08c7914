package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Short forms for grammars in tests. */
final class Sentences {

    private Sentences() {
    }

    static Expression words(String text) {
        return new Expression.Sequence(Arrays.stream(text.split(" ")).map(w -> (Expression) new Expression.Word(w)).toList());
    }

    static Expression seq(Object... parts) {
        return new Expression.Sequence(list(parts));
    }

    static Expression any(Object... options) {
        return new Expression.Choice(list(options));
    }

    static Expression opt(Object body) {
        return new Expression.Optional(list(body).get(0));
    }

    static Expression slot(String name, Object body) {
        return new Expression.Slot(name, list(body).get(0));
    }

    static Expression value(String value, Object body) {
        return new Expression.Value(value, list(body).get(0));
    }

    static Expression rule(String name) {
        return new Expression.Reference(name);
    }

    static Grammar.Sentence sentence(String intent, Object body) {
        return new Grammar.Sentence(intent, list(body).get(0), Map.of(), 0);
    }

    static Grammar grammar(Grammar.Sentence... sentences) {
        return new Grammar("en", Map.of(), List.of(sentences));
    }

    /** Zero to a hundred, each with its digits as value. */
    static Expression numbers() {
        String[] ones = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
        String[] tens = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(value(String.valueOf(i), i < 20 ? ones[i] : i % 10 == 0 ? tens[i / 10] : tens[i / 10] + " " + ones[i % 10]));
        }
        all.add(value("100", any("one hundred", "a hundred")));
        return any(all.toArray());
    }

    private static List<Expression> list(Object... parts) {
        return Arrays.stream(parts).map(p -> p instanceof Expression e ? e : words((String) p)).toList();
    }
}
