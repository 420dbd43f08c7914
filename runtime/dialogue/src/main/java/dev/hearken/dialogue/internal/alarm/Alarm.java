package dev.hearken.dialogue.internal.alarm;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * An alarm at a time of day; immutable. Kept as date and time, so that changes of the time zone and of daylight saving leave it where it was meant.
 *
 * @param id   unique for ever
 * @param name blank if it has none
 * @param time of day
 * @param days on which it rings again and again; none = once
 * @param date of the next ring
 */
public record Alarm(long id, String name, LocalTime time, Set<DayOfWeek> days, LocalDate date) {

    public Alarm {
        days = days.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(days));
    }

    /** Ms until it rings; negative if it should have rung. */
    public long left(Moment now) {
        return ZonedDateTime.of(date, time, now.wall().getZone()).toInstant().toEpochMilli() - now.wallMillis();
    }

    /** The alarm after it rang on its date; only of one that repeats. */
    Alarm next(Moment now) {
        ZonedDateTime rung = ZonedDateTime.of(date, time, now.wall().getZone());
        ZonedDateTime after = rung.isAfter(now.wall()) ? rung : now.wall();
        LocalDate next = firstAfter(time, days, after);
        return new Alarm(id, name, time, days, next.equals(date) ? firstAfter(time, days, after.plusDays(1).with(LocalTime.MIN)) : next);
    }

    /** The same if it is due within the next eight days, else, because the clock was set back, with its first date from now. */
    Alarm afterJump(Moment now) {
        boolean farAway = !days.isEmpty() && date.minusDays(8).isAfter(now.wall().toLocalDate());
        return farAway ? new Alarm(id, name, time, days, firstAfter(time, days, now.wall())) : this;
    }

    /** The first date whose {@code time} comes after a moment, on one of these days; any day if there are none. */
    public static LocalDate firstAfter(LocalTime time, Set<DayOfWeek> days, ZonedDateTime after) {
        for (int ahead = 0; ahead <= 8; ahead++) {
            LocalDate date = after.toLocalDate().plusDays(ahead);
            if ((days.isEmpty() || days.contains(date.getDayOfWeek())) && ZonedDateTime.of(date, time, after.getZone()).isAfter(after)) {
                return date;
            }
        }
        throw new IllegalStateException("no " + time + " within eight days of " + after);
    }
}
