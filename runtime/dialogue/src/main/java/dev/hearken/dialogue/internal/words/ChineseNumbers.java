package dev.hearken.dialogue.internal.words;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How Chinese numbers are said. */
public final class ChineseNumbers {

    private static final String[] DIGITS = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    private static final String[] UNITS = {"", "十", "百", "千"};

    private ChineseNumbers() {
    }

    /** A number as such, 0 to 99,999,999: 12 -> 十二, 110 -> 一百一十, 2005 -> 二千零五. */
    public static String of(long number) {
        if (number >= 10_000) {
            long rest = number % 10_000;
            return of(number / 10_000) + "万" + (rest == 0 ? "" : (rest < 1000 ? "零" : "") + of(rest));
        }
        if (number < 20 && number >= 10) {
            return "十" + (number == 10 ? "" : DIGITS[(int) number % 10]);
        }
        if (number == 0) {
            return DIGITS[0];
        }
        StringBuilder said = new StringBuilder();
        boolean gap = false;
        for (int place = 3, power = 1000; place >= 0; place--, power /= 10) {
            int digit = (int) (number / power % 10);
            if (digit == 0) {
                gap = !said.isEmpty();
            } else {
                said.append(gap ? DIGITS[0] : "").append(DIGITS[digit]).append(UNITS[place]);
                gap = false;
            }
        }
        return said.toString();
    }

    /** A number that counts something: two is 两 there, and only there. */
    public static String counting(long number) {
        return number == 2 ? "两" : of(number);
    }

    /** Digit by digit, as years are said: 2026 -> 二零二六. */
    public static String digits(long number) {
        return digits(Long.toString(number));
    }

    /** A number with its sign and digits after the point: -3.5 -> 负三点五. Below a hundred million. */
    public static String spell(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        String size = plain.abs().toPlainString();
        int point = size.indexOf('.');
        String whole = of(plain.abs().longValue());
        return (plain.signum() < 0 ? "负" : "") + (point < 0 ? whole : whole + "点" + digits(size.substring(point + 1)));
    }

    /** All spellings a speaker may choose: two is 二 or 两. */
    public static List<String> spellings(BigDecimal number) {
        Set<String> ways = new LinkedHashSet<>(List.of(spell(number)));
        if (number.compareTo(BigDecimal.valueOf(2)) == 0) {
            ways.add(counting(2));
        }
        return List.copyOf(ways);
    }

    private static String digits(String digits) {
        StringBuilder said = new StringBuilder();
        for (char c : digits.toCharArray()) {
            said.append(DIGITS[c - '0']);
        }
        return said.toString();
    }
}
