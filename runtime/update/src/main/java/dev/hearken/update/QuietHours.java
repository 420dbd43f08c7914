package dev.hearken.update;

import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * Hours in which nothing is fetched and nothing changes over. They may span midnight; equal ends mean none.
 *
 * @param from local time, included
 * @param to   local time, not included
 */
public record QuietHours(LocalTime from, LocalTime to) {

    public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    public boolean contains(ZonedDateTime time) {
        LocalTime local = time.toLocalTime();
        if (from.isBefore(to)) {
            return !local.isBefore(from) && local.isBefore(to);
        }
        return from.isAfter(to) && (!local.isBefore(from) || local.isBefore(to));
    }
}
