package dev.hearken.dialogue.internal.alarm;

/**
 * A timer; immutable. It runs by the steady clock. Only after the machine was off does it run by the time of day, which is then all there is.
 *
 * @param id     unique for ever
 * @param name   blank if it has none
 * @param length seconds it was set to
 * @param snooze whether it stands for something that rang and was put off
 * @param due    when it ends, ms of the steady clock, or of the epoch if {@code byWall}
 * @param byWall whether it runs by the time of day
 * @param paused ms that were left when it was paused, or -1 while it runs
 */
public record Timer(long id, String name, long length, boolean snooze, long due, boolean byWall, long paused) {

    public static Timer started(long id, String name, long seconds, Moment now) {
        return new Timer(id, name, seconds, false, now.steady() + seconds * 1000, false, -1);
    }

    public boolean isPaused() {
        return paused >= 0;
    }

    /** Ms until it ends; negative if it should have ended. Of a paused one what was left. */
    public long left(Moment now) {
        return isPaused() ? paused : due - (byWall ? now.wallMillis() : now.steady());
    }

    public Timer pause(Moment now) {
        return isPaused() ? this : new Timer(id, name, length, snooze, 0, false, Math.max(0, left(now)));
    }

    public Timer resume(Moment now) {
        return isPaused() ? running(paused, now) : this;
    }

    /** Longer or, if negative, shorter; never below nothing left. */
    public Timer add(long millis, Moment now) {
        long left = Math.max(0, left(now) + millis);
        return isPaused() ? new Timer(id, name, length, snooze, 0, false, left) : running(left, now);
    }

    private Timer running(long left, Moment now) {
        return new Timer(id, name, length, snooze, now.steady() + left, false, -1);
    }

    /** The same on the steady clock. */
    Timer steadily(Moment now) {
        return byWall ? running(left(now), now) : this;
    }

    /** The same after the machine was off. @param wallDue ms of the epoch */
    Timer onlyByWall(long wallDue) {
        return isPaused() ? this : new Timer(id, name, length, snooze, wallDue, true, -1);
    }
}
