package dev.hearken.speech.internal.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Dates and times of day in Chinese. */
final class MandarinDates {

    static final List<Rule> RULES = List.of(
        Rule.of("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ](?=\\d{1,2}:))?(?![\\d./-])", m -> date(m.group(1), m.group(2), m.group(3))),
        Rule.of("([12]\\d{3})\\s?[-–—~至到]\\s?([12]\\d{3})\\s?年", m -> MandarinNumbers.digits(m.group(1)) + "到" + MandarinNumbers.digits(m.group(2)) + "年"),
        Rule.of("([12]\\d{3})\\s?年", m -> MandarinNumbers.digits(m.group(1)) + "年"),
        Rule.of("(\\d{1,2})\\s?([月号日])(?!\\p{IsDigit})", m -> MandarinNumbers.number(plain(m.group(1))) + m.group(2)),
        Rule.of("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s?[-–—~]\\s?(\\d{1,2}):(\\d{2})(?![\\d:])", MandarinDates::span),
        Rule.of("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s?([aApP])\\.?[mM]\\.?(?![A-Za-z]))?(?![\\d:])", MandarinDates::time));

    private MandarinDates() {
    }

    private static String plain(String digits) {
        return digits.length() == 2 && digits.charAt(0) == '0' ? digits.substring(1) : digits;
    }

    private static @Nullable String date(String year, String month, String day) {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return MandarinNumbers.digits(year) + "年" + MandarinNumbers.cardinal(date.getMonthValue()) + "月"
                + MandarinNumbers.cardinal(date.getDayOfMonth()) + "日";
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String span(MatchResult m) {
        String from = clock(m.group(1), m.group(2), m.group(3));
        String to = clock(m.group(4), m.group(5), null);
        return from == null || to == null ? null : from + "到" + to;
    }

    private static @Nullable String time(MatchResult m) {
        String clock = clock(m.group(1), m.group(2), m.group(3));
        if (clock == null || m.group(4) == null) {
            return clock;
        }
        return (m.group(4).equalsIgnoreCase("a") ? "上午" : "下午") + clock;
    }

    /** 18:30 = 十八点三十分, 2:00 = 两点, 14:05 = 十四点零五分; null if it is no time. */
    static @Nullable String clock(String hours, String minutes, @Nullable String seconds) {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        int second = seconds == null ? -1 : Integer.parseInt(seconds);
        if (hour > 24 || minute > 59 || second > 59) {
            return null;
        }
        StringBuilder words = new StringBuilder(hour == 2 ? "两" : MandarinNumbers.cardinal(hour)).append("点");
        if (minute > 0 || second >= 0) {
            words.append(padded(minute)).append("分");
        }
        if (second >= 0) {
            words.append(padded(second)).append("秒");
        }
        return words.toString();
    }

    private static String padded(int value) {
        return (value > 0 && value < 10 ? "零" : "") + MandarinNumbers.cardinal(value);
    }
}
