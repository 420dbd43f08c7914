package dev.hearken.speech.internal.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Dates and times of day. */
final class EnglishDates {

    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december");
    private static final String MONTH = "(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?"
        + "|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)";
    private static final String HALF_OF_DAY = "([aApP])(?:\\.[mM](?:\\.(?!\\s*$))?|[mM])(?![\\p{L}\\d])";
    private static final String END = "(?![\\p{L}\\d])";

    static final List<Rule> RULES = List.of(
        Rule.of("(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](?=\\d\\d:))?" + "(?!\\d)", m -> date(m.group(1), m.group(2), m.group(3))),
        Rule.of("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?!\\d)", EnglishDates::slashes),
        Rule.of("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d)", m -> date(m.group(3), m.group(2), m.group(1))),
        Rule.of(MONTH + " (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.%°]\\d|[\\p{L}\\d%°])(?:,? (\\d{4})" + END + ")?", EnglishDates::monthFirst),
        Rule.of("(\\d{1,2})(?:st|nd|rd|th)? (?:of )?" + MONTH + "(?!\\p{L})(?:,? (\\d{4})" + END + ")?", EnglishDates::dayFirst),
        Rule.of(MONTH + " (\\d{4})" + END, m -> month(m.group(1)) + " " + EnglishNumbers.year(Integer.parseInt(m.group(2)))),
        Rule.of("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: ?" + HALF_OF_DAY + "|(?![\\d:]))", EnglishDates::time),
        Rule.of("(\\d{1,2}) ?" + HALF_OF_DAY, m -> hour(m.group(1), m.group(2))));

    private EnglishDates() {
    }

    private static @Nullable String date(String year, String month, String day) {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return MONTHS.get(date.getMonthValue() - 1) + " " + EnglishNumbers.ordinal(date.getDayOfMonth()) + ", "
                + EnglishNumbers.year(date.getYear()) + " ,";
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Month first, as in America, unless only the other order is a date. */
    private static @Nullable String slashes(MatchResult m) {
        String american = date(m.group(3), m.group(1), m.group(2));
        return american != null ? american : date(m.group(3), m.group(2), m.group(1));
    }

    private static @Nullable String monthFirst(MatchResult m) {
        return day(m.group(2)) ? month(m.group(1)) + " " + EnglishNumbers.ordinal(Integer.parseInt(m.group(2))) + year(m.group(3)) : null;
    }

    private static @Nullable String dayFirst(MatchResult m) {
        return day(m.group(1)) ? EnglishNumbers.ordinal(Integer.parseInt(m.group(1))) + " of " + month(m.group(2)) + year(m.group(3)) : null;
    }

    private static String year(@Nullable String year) {
        return year == null ? "" : ", " + EnglishNumbers.year(Integer.parseInt(year));
    }

    private static boolean day(String digits) {
        int day = Integer.parseInt(digits);
        return day >= 1 && day <= 31;
    }

    private static String month(String written) {
        String start = written.substring(0, 3).toLowerCase(Locale.ROOT);
        return MONTHS.stream().filter(name -> name.startsWith(start)).findFirst().orElseThrow();
    }

    private static @Nullable String time(MatchResult m) {
        int hour = Integer.parseInt(m.group(1));
        int minute = Integer.parseInt(m.group(2));
        int second = m.group(3) == null ? -1 : Integer.parseInt(m.group(3));
        boolean halves = m.group(4) != null;
        if (hour > 24 || minute > 59 || second > 59) {
            return null;
        }
        StringBuilder words = new StringBuilder(EnglishNumbers.cardinal(hour));
        if (minute > 0) {
            words.append(minute < 10 ? " oh " : " ").append(EnglishNumbers.cardinal(minute));
        } else if (!halves && second < 0) {
            words.append(hour >= 1 && hour <= 12 ? " o'clock" : " hundred");
        }
        if (second >= 0) {
            words.append(" and ").append(EnglishNumbers.cardinal(second)).append(second == 1 ? " second" : " seconds");
        }
        return words.append(halves ? half(m.group(4)) : "").toString();
    }

    private static @Nullable String hour(String digits, String half) {
        int hour = Integer.parseInt(digits);
        return hour <= 12 ? EnglishNumbers.cardinal(hour) + half(half) : null;
    }

    private static String half(String letter) {
        return letter.equalsIgnoreCase("a") ? " ay em" : " p m";
    }
}
