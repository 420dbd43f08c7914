package dev.hearken.dialogue.internal.rhino;

import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.words.EnglishNumbers;
import dev.hearken.speech.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Slot types that Rhino defines itself. Numbers come as digits, ordinals as {@code 3rd}, percentages as {@code 30%}, letters as capitals. */
final class BuiltInSlots {

    static final List<String> NAMES = List.of("pv.Alphabetic", "pv.Alphanumeric", "pv.Percent", "pv.SingleDigitInteger", "pv.SingleDigitOrdinal",
            "pv.TwoDigitInteger", "pv.TwoDigitOrdinal");

    private static final List<String> FIRST = List.of("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth");

    private BuiltInSlots() {
    }

    static @Nullable Expression find(String type) {
        return switch (type) {
            case "pv.Alphabetic" -> Expressions.choice(letters());
            case "pv.Alphanumeric" -> Expressions.choice(IntStream.range(0, 2).mapToObj(i -> i == 0 ? letters() : numbers(0, 9, "")).flatMap(List::stream).toList());
            case "pv.Percent" -> Expressions.choice(numbers(0, 100, "%"));
            case "pv.SingleDigitInteger" -> Expressions.choice(numbers(0, 9, ""));
            case "pv.TwoDigitInteger" -> Expressions.choice(numbers(0, 99, ""));
            case "pv.SingleDigitOrdinal" -> Expressions.choice(ordinals(9));
            case "pv.TwoDigitOrdinal" -> Expressions.choice(ordinals(99));
            default -> null;
        };
    }

    private static List<Expression> letters() {
        List<Expression> letters = new ArrayList<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            letters.add(Expressions.value(String.valueOf((char) (letter - 32)), new Expression.Word(String.valueOf(letter))));
        }
        return letters;
    }

    private static List<Expression> numbers(int from, int to, String unit) {
        List<Expression> numbers = new ArrayList<>();
        for (int n = from; n <= to; n++) {
            List<Expression> spellings = new ArrayList<>();
            EnglishNumbers.spellings(BigDecimal.valueOf(n)).forEach(words -> spellings.add(Expressions.words(List.of(words.split(" ")))));
            Expression said = Expressions.choice(spellings);
            numbers.add(Expressions.value(n + unit, unit.isEmpty() ? said : Expressions.sequence(List.of(said, new Expression.Word("percent")))));
        }
        return numbers;
    }

    private static List<Expression> ordinals(int to) {
        return IntStream.rangeClosed(1, to).mapToObj(n -> Expressions.value(n + suffix(n), Expressions.words(List.of(ordinal(n).split(" "))))).toList();
    }

    private static String suffix(int n) {
        return n / 10 == 1 ? "th" : switch (n % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    private static String ordinal(int n) {
        if (n < FIRST.size()) {
            return FIRST.get(n);
        }
        String cardinal = EnglishNumbers.spell(BigDecimal.valueOf(n));
        if (n < 20) {
            return cardinal + "th";
        }
        String tens = EnglishNumbers.spell(BigDecimal.valueOf(n / 10 * 10L));
        return n % 10 == 0 ? tens.substring(0, tens.length() - 1) + "ieth" : tens + " " + FIRST.get(n % 10);
    }
}
