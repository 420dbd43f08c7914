package dev.hearken.dialogue.internal.skill;

/**
 * A timer; immutable.
 *
 * @param name          blank if it has none
 * @param length        seconds it was set to
 * @param dueMillis     when it ends, while it runs
 * @param pausedMillis  what was left when it was paused, or -1 while it runs
 */
record Timer(String name, long length, long dueMillis, long pausedMillis) {

    boolean paused() {
        return pausedMillis >= 0;
    }

    long left(long now) {
        return paused() ? pausedMillis : Math.max(0, dueMillis - now);
    }

    Timer pause(long now) {
        return paused() ? this : new Timer(name, length, 0, left(now));
    }

    Timer resume(long now) {
        return paused() ? new Timer(name, length, now + pausedMillis, -1) : this;
    }

    /** Longer or, if negative, shorter; never below nothing left. */
    Timer add(long millis, long now) {
        long left = Math.max(0, left(now) + millis);
        return paused() ? new Timer(name, length, 0, left) : new Timer(name, length, now + left, -1);
    }
}
