package dev.hearken.dialogue.internal.words;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How English numbers are said. The first spelling is the one that digits in text are read as. */
public final class EnglishNumbers {

    private static final String[] SMALL = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    private static final String[] TENS = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    private static final long LIMIT = 1_000_000_000_000L;

    private EnglishNumbers() {
    }

    /** The usual spelling: {@code -3.5} -> "minus three point five", {@code 110} -> "one hundred ten". */
    public static String spell(BigDecimal number) {
        return spellings(number).get(0);
    }

    /** All spellings a speaker may choose: "one hundred ten", "one hundred and ten", "a hundred ten", "a hundred and ten". */
    public static List<String> spellings(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.abs().compareTo(BigDecimal.valueOf(LIMIT)) >= 0) {
            return List.of(digits(plain.toPlainString()));
        }
        BigDecimal size = plain.abs();
        List<String> whole = whole(size.longValue());
        Set<String> result = new LinkedHashSet<>();
        String fraction = size.scale() > 0 ? size.toPlainString().substring(size.toPlainString().indexOf('.') + 1) : "";
        for (String words : whole) {
            result.add(fraction.isEmpty() ? words : words + " point " + digits(fraction));
        }
        if (fraction.equals("5")) {
            whole.forEach(words -> result.add(size.longValue() == 0 ? "a half" : words + " and a half"));
        }
        if (plain.signum() >= 0) {
            return List.copyOf(result);
        }
        List<String> negative = new ArrayList<>();
        result.forEach(words -> negative.add("minus " + words));
        result.forEach(words -> negative.add("negative " + words));
        return negative;
    }

    /** Each digit by its name; other characters are skipped. */
    public static String digits(String text) {
        StringBuilder words = new StringBuilder();
        for (char c : text.toCharArray()) {
            String word = c == '-' ? "minus" : c == '.' ? "point" : c >= '0' && c <= '9' ? SMALL[c - '0'] : "";
            if (!word.isEmpty()) {
                words.append(words.isEmpty() ? "" : " ").append(word);
            }
        }
        return words.toString();
    }

    private static List<String> whole(long n) {
        if (n < 100) {
            return List.of(belowHundred((int) n));
        }
        if (n < 1000) {
            return joined(heads(n / 100, "hundred"), n % 100, true);
        }
        if (n < 1_000_000) {
            return joined(heads(n / 1000, "thousand"), n % 1000, n % 1000 < 100);
        }
        return n < 1_000_000_000
                ? joined(heads(n / 1_000_000, "million"), n % 1_000_000, false)
                : joined(heads(n / 1_000_000_000, "billion"), n % 1_000_000_000, false);
    }

    private static List<String> heads(long count, String unit) {
        String first = whole(count).get(0) + " " + unit;
        return count == 1 ? List.of(first, "a " + unit) : List.of(first);
    }

    private static List<String> joined(List<String> heads, long rest, boolean mayUseAnd) {
        if (rest == 0) {
            return heads;
        }
        List<String> result = new ArrayList<>();
        String tail = whole(rest).get(0);
        for (String head : heads) {
            result.add(head + " " + tail);
            if (mayUseAnd) {
                result.add(head + " and " + tail);
            }
        }
        return result;
    }

    private static String belowHundred(int n) {
        if (n < 20) {
            return SMALL[n];
        }
        return n % 10 == 0 ? TENS[n / 10] : TENS[n / 10] + " " + SMALL[n % 10];
    }
}
