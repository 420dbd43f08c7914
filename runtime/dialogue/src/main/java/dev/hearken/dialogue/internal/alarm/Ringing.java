package dev.hearken.dialogue.internal.alarm;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Something that rings, until somebody stops it or it has rung long enough.
 *
 * @param id    of the timer or alarm
 * @param name  blank if it has none
 * @param length seconds a timer was set to
 * @param time  of an alarm; null of a timer
 * @param since ms of the steady clock at which it began
 * @param said  how often it has been announced
 */
public record Ringing(long id, String name, long length, @Nullable LocalTime time, long since, int said) {

    /** Between two announcements. */
    static final long REPEAT_MILLIS = 10_000;
    /** A timer that nobody hears gives up after a minute, an alarm after five. */
    private static final int TIMER_TIMES = 6;
    private static final int ALARM_TIMES = 30;

    boolean over() {
        return said >= (time == null ? TIMER_TIMES : ALARM_TIMES);
    }

    long left(Moment now) {
        return since + said * REPEAT_MILLIS - now.steady();
    }

    Ringing again() {
        return new Ringing(id, name, length, time, since, said + 1);
    }
}
