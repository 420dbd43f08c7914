package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.internal.alarm.Alarm;
import dev.hearken.dialogue.internal.phrase.Phrases;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When an alarm is to ring. Slots: {@code hour24} 0..23, or {@code hour} 0..23, of which 1..12 may be either half of the day; {@code minute} -59..59, below zero = before the hour; {@code meridiem} am, pm; {@code day} today,
 * tomorrow or a day of the week; {@code days} daily, weekdays, weekends or a day of the week, on which it rings again and again; {@code wake} = somebody
 * wants to be woken, which is in the morning unless it is said.
 */
record AlarmTime(LocalTime time, Set<DayOfWeek> days, LocalDate date) {

    private static final int NOON = 12;

    /** Empty if no time, or an impossible one, is said. */
    static Optional<AlarmTime> of(Intent intent, ZonedDateTime now) {
        Optional<Integer> exact = intent.number("hour24").map(Double::intValue).filter(h -> h >= 0 && h < 24);
        Optional<Integer> hour = exact.isPresent() ? exact : intent.number("hour").map(Double::intValue).filter(h -> h >= 0 && h < 24);
        if (hour.isEmpty()) {
            return Optional.empty();
        }
        Set<DayOfWeek> days = intent.slot("days").map(AlarmTime::days).orElse(Set.of());
        int minute = intent.number("minute").map(Double::intValue).orElse(0);
        String half = intent.slot("meridiem").orElse(intent.slot("wake").isPresent() ? "am" : "");
        return (exact.isPresent() ? Stream.of(LocalTime.of(hour.get(), 0)) : times(hour.get(), minute, half)).map(time -> new AlarmTime(time, days, date(intent, time, days, now)))
                .min((one, other) -> ZonedDateTime.of(one.date(), one.time(), now.getZone()).compareTo(ZonedDateTime.of(other.date(), other.time(), now.getZone())));
    }

    /** One time, or the two of the day that a number up to twelve may mean. */
    private static Stream<LocalTime> times(int hour, int minute, String half) {
        Stream<Integer> hours = hour > NOON || hour == 0 ? Stream.of(hour) : switch (half) {
            case "am" -> Stream.of(hour % NOON);
            case "pm" -> Stream.of(hour % NOON + NOON);
            default -> Stream.of(hour % NOON, hour % NOON + NOON);
        };
        return hours.map(h -> LocalTime.of(h, 0).plusMinutes(minute));
    }

    private static LocalDate date(Intent intent, LocalTime time, Set<DayOfWeek> days, ZonedDateTime now) {
        String day = intent.slot("day").orElse("");
        LocalDate today = now.toLocalDate();
        if (day.equals("tomorrow")) {
            return today.plusDays(1);
        }
        if (day.isEmpty() || day.equals("today")) {
            return Alarm.firstAfter(time, days, now);
        }
        return Alarm.firstAfter(time, Set.of(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))), now);
    }

    private static Set<DayOfWeek> days(String said) {
        return switch (said) {
            case "daily" -> EnumSet.allOf(DayOfWeek.class);
            case "weekdays" -> Phrases.WORKDAYS;
            case "weekends" -> Phrases.WEEKEND;
            default -> Set.of(DayOfWeek.valueOf(said.toUpperCase(Locale.ROOT)));
        };
    }
}
