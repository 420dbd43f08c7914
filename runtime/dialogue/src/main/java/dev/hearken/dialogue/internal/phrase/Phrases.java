package dev.hearken.dialogue.internal.phrase;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/** Durations, times and dates as a language says them. */
public interface Phrases {

    Set<DayOfWeek> WORKDAYS = Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
    Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /** {@code 1 hour, 2 minutes and 3 seconds}. */
    String duration(long seconds);

    /** {@code 7:30 AM}. */
    String time(LocalTime time);

    /** {@code Friday, November 20, 2026}. */
    String date(LocalDate date);

    /** A day near today: {@code tomorrow}, {@code on Friday}; blank for today. */
    String day(LocalDate day, LocalDate today);

    /** Days of the week on which something happens again and again: {@code every weekday}, {@code on Mondays and Fridays}. */
    String days(Set<DayOfWeek> days);

    /** Several things in one sentence. */
    String list(List<String> items);

    static Phrases of(String language) {
        return language.startsWith("zh") ? new ChinesePhrases() : new EnglishPhrases();
    }
}
