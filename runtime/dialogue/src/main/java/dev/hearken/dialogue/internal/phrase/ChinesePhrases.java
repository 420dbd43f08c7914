package dev.hearken.dialogue.internal.phrase;

import dev.hearken.dialogue.internal.words.ChineseNumbers;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All numbers in words, as they are said. */
final class ChinesePhrases implements Phrases {

    private static final String[] DAYS = {"一", "二", "三", "四", "五", "六", "日"};

    @Override
    public String duration(long seconds) {
        if (seconds == 0) {
            return "零秒";
        }
        return part(seconds / 3600, "小时") + part(seconds / 60 % 60, "分钟") + part(seconds % 60, "秒");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : ChineseNumbers.counting(count) + unit;
    }

    @Override
    public String time(LocalTime time) {
        int hour = time.getHour();
        String part = hour < 5 ? "凌晨" : hour < 8 ? "早上" : hour < 12 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上";
        int twelve = hour == 0 ? 0 : hour > 12 ? hour - 12 : hour;
        String minutes = switch (time.getMinute()) {
            case 0 -> "整";
            case 15 -> "一刻";
            case 30 -> "半";
            case 45 -> "三刻";
            default -> (time.getMinute() < 10 ? "零" : "") + ChineseNumbers.of(time.getMinute()) + "分";
        };
        return part + ChineseNumbers.counting(twelve) + "点" + minutes;
    }

    @Override
    public String date(LocalDate date) {
        return ChineseNumbers.digits(date.getYear()) + "年" + ChineseNumbers.of(date.getMonthValue()) + "月" + ChineseNumbers.of(date.getDayOfMonth())
                + "日，" + name(date.getDayOfWeek());
    }

    @Override
    public String day(LocalDate day, LocalDate today) {
        long ahead = ChronoUnit.DAYS.between(today, day);
        return ahead == 0 ? "" : ahead == 1 ? "明天" : ahead == 2 ? "后天" : ahead == -1 ? "昨天" : ahead > 0 && ahead < 7 ? name(day.getDayOfWeek())
                : ChineseNumbers.of(day.getMonthValue()) + "月" + ChineseNumbers.of(day.getDayOfMonth()) + "日";
    }

    @Override
    public String days(Set<DayOfWeek> days) {
        if (days.size() == 7) {
            return "每天";
        }
        if (days.equals(WORKDAYS)) {
            return "每个工作日";
        }
        if (days.equals(WEEKEND)) {
            return "每个周末";
        }
        return "每周" + days.stream().sorted().map(day -> DAYS[day.ordinal()]).collect(Collectors.joining("、"));
    }

    private static String name(DayOfWeek day) {
        return "星期" + DAYS[day.ordinal()];
    }

    @Override
    public String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join("、", items.subList(0, last)) + "和" + items.get(last);
    }
}
