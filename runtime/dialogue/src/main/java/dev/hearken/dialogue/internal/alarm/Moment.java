package dev.hearken.dialogue.internal.alarm;

import java.time.ZonedDateTime;

/**
 * A moment on both clocks.
 *
 * @param steady ms of the clock that never jumps; begins anew when the machine starts
 * @param wall   time of day in the home's time zone; may jump
 */
public record Moment(long steady, ZonedDateTime wall) {

    /** A clock before this year has not been set since the machine started. */
    private static final int FIRST_CREDIBLE_YEAR = 2025;

    public long wallMillis() {
        return wall.toInstant().toEpochMilli();
    }

    boolean credible() {
        return wall.getYear() >= FIRST_CREDIBLE_YEAR;
    }
}
