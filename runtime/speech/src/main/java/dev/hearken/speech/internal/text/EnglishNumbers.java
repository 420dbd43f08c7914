package dev.hearken.speech.internal.text;

/** Numbers in English words, separated by single spaces, without hyphens. */
public final class EnglishNumbers {

    private static final String[] ONES = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    private static final String[] TENS = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    private static final String[] SCALES = {"", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"};
    /** More digits than this are read one by one. */
    private static final int MOST_DIGITS = 18;

    private EnglishNumbers() {
    }

    /** 21 = "twenty one", 1200 = "one thousand two hundred". */
    public static String cardinal(long value) {
        if (value < 0) {
            return "minus " + (value == Long.MIN_VALUE ? digits(Long.toString(value).substring(1)) : cardinal(-value));
        }
        if (value < 1000) {
            return hundreds((int) value);
        }
        StringBuilder words = new StringBuilder();
        long unit = 1;
        int scale = 0;
        while (value / unit >= 1000) {
            unit *= 1000;
            scale++;
        }
        for (long rest = value; scale >= 0; scale--, rest %= unit, unit /= 1000) {
            int group = (int) (rest / unit);
            if (group > 0) {
                words.append(words.isEmpty() ? "" : " ").append(hundreds(group)).append(SCALES[scale]);
            }
        }
        return words.toString();
    }

    private static String hundreds(int value) {
        if (value < 20) {
            return ONES[value];
        }
        if (value < 100) {
            return TENS[value / 10] + (value % 10 == 0 ? "" : " " + ONES[value % 10]);
        }
        return ONES[value / 100] + " hundred" + (value % 100 == 0 ? "" : " " + hundreds(value % 100));
    }

    /** 21 = "twenty first". */
    public static String ordinal(long value) {
        String words = cardinal(value);
        int space = words.lastIndexOf(' ');
        String last = words.substring(space + 1);
        String head = words.substring(0, space + 1);
        return head + switch (last) {
            case "one" -> "first";
            case "two" -> "second";
            case "three" -> "third";
            case "five" -> "fifth";
            case "eight" -> "eighth";
            case "nine" -> "ninth";
            case "twelve" -> "twelfth";
            default -> last.endsWith("y") ? last.substring(0, last.length() - 1) + "ieth" : last + "th";
        };
    }

    /** A year of four digits: 1984 = "nineteen eighty four", 2005 = "two thousand five", 1900 = "nineteen hundred". */
    public static String year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (century % 10 == 0 && rest < 10) {
            return cardinal(year);
        }
        return cardinal(century) + " " + (rest == 0 ? "hundred" : rest < 10 ? "oh " + ONES[rest] : cardinal(rest));
    }

    /**
     * Digits as written, thousands separated by commas or not, a decimal point or none: "3.50" = "three point five zero",
     * "1,250" = "one thousand two hundred fifty", "007" = "zero zero seven".
     */
    public static String number(String written) {
        String plain = written.replace(",", "");
        int point = plain.indexOf('.');
        if (point >= 0) {
            String whole = plain.substring(0, point);
            return (whole.isEmpty() ? "zero" : number(whole)) + " point " + digits(plain.substring(point + 1));
        }
        if (plain.length() > MOST_DIGITS || (plain.length() > 1 && plain.charAt(0) == '0')) {
            return digits(plain);
        }
        return cardinal(Long.parseLong(plain));
    }

    /** One by one. */
    public static String digits(String digits) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 10);
            if (digit >= 0) {
                words.append(words.isEmpty() ? "" : " ").append(ONES[digit]);
            }
        }
        return words.toString();
    }
}
