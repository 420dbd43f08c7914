package dev.hearken.dialogue.internal.alarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All timers and alarms of a speaker and what rings of them. Every change goes to a listener that keeps it. One thread, no clock of its own.
 *
 * <p>Timers follow the steady clock and do not mind when the time of day jumps - except that a timer which was kept while the machine was off follows
 * the time of day for its first ten minutes, in which that clock may yet be set right. Alarms follow the time of day. What is due while nobody looks rings at the
 * next look, unless it is late by more than {@link #LATE}: then it is told once.
 */
public final class Schedule {

    /** Later than this nobody waits for a ring any more. */
    static final long LATE = Duration.ofMinutes(10).toMillis();
    /** A missed alarm is told no later than this. */
    private static final long STALE = Duration.ofHours(12).toMillis();
    /** A difference between the two clocks that is a jump and no drift. */
    private static final long JUMP = 200;
    private static final int MOST = 1_000;
    /** After the machine was off, its clock is set right from somewhere within this time; a jump after that is none of the timers' business. */
    private static final long SETTLED = Duration.ofMinutes(10).toMillis();

    /** Something to be announced. @param missed whether it is over already, unheard */
    public record Ring(Ringing what, boolean missed) {
    }

    /** The state, as it is kept. */
    public record Snapshot(List<Timer> timers, List<Alarm> alarms, List<Ringing> ringing, long lastId) {
        public static final Snapshot NOTHING = new Snapshot(List.of(), List.of(), List.of(), 0);

        public Snapshot {
            timers = List.copyOf(timers);
            alarms = List.copyOf(alarms);
            ringing = List.copyOf(ringing);
        }
    }

    /** Keeps every change. */
    public interface Keeper {
        void keep(Snapshot snapshot, Moment now);
    }

    private final Keeper keeper;
    private final List<Timer> timers;
    private final List<Alarm> alarms;
    private final List<Ringing> ringing;
    private long lastId;
    private final long settledAt;
    private long clockDifference;

    public Schedule(Snapshot before, Moment now, Keeper keeper) {
        this.keeper = keeper;
        timers = new ArrayList<>(before.timers());
        alarms = new ArrayList<>(before.alarms());
        ringing = new ArrayList<>(before.ringing());
        lastId = before.lastId();
        settledAt = now.steady() + SETTLED;
        clockDifference = now.wallMillis() - now.steady();
    }

    public List<Timer> timers() {
        return List.copyOf(timers);
    }

    public List<Alarm> alarms() {
        return List.copyOf(alarms);
    }

    public boolean full() {
        return timers.size() + alarms.size() >= MOST;
    }

    public long nextId() {
        return ++lastId;
    }

    /** Puts a timer in the place of the one with its id, or adds it. */
    public void put(Timer timer, Moment now) {
        timers.removeIf(other -> other.id() == timer.id());
        timers.add(timer);
        keep(now);
    }

    /** Puts an alarm in the place of the one with its id, or adds it. */
    public void put(Alarm alarm, Moment now) {
        alarms.removeIf(other -> other.id() == alarm.id());
        alarms.add(alarm);
        keep(now);
    }

    public void remove(List<Long> ids, Moment now) {
        timers.removeIf(timer -> ids.contains(timer.id()));
        alarms.removeIf(alarm -> ids.contains(alarm.id()));
        ringing.removeIf(ring -> ids.contains(ring.id()));
        keep(now);
    }

    /** What is to be announced now. */
    public List<Ring> due(Moment now) {
        settle(now);
        noteJump(now);
        List<Ring> rings = new ArrayList<>();
        List<Ringing> begun = new ArrayList<>();
        for (Timer timer : timers()) {
            if (!timer.isPaused() && timer.left(now) <= 0) {
                timers.remove(timer);
                begin(new Ringing(timer.id(), timer.name(), timer.length(), null, now.steady(), 0), -timer.left(now), begun, rings);
            }
        }
        if (now.credible()) {
            for (Alarm alarm : alarms()) {
                if (alarm.left(now) <= 0) {
                    alarms.remove(alarm);
                    if (!alarm.days().isEmpty()) {
                        alarms.add(alarm.next(now));
                    }
                    begin(new Ringing(alarm.id(), alarm.name(), 0, alarm.time(), now.steady(), 0), -alarm.left(now), begun, rings);
                }
            }
        }
        boolean changed = !begun.isEmpty() || !rings.isEmpty();
        ringing.addAll(begun);
        if (changed) {
            // Kept before it is heard: whoever is cut off now rings on afterwards, but begins no second time.
            keep(now);
        }
        ring(now, rings);
        return rings;
    }

    private static void begin(Ringing ring, long late, List<Ringing> begun, List<Ring> told) {
        if (late <= LATE) {
            begun.add(ring);
        } else if (ring.time() == null || late <= STALE) {
            told.add(new Ring(ring, true));
        }
    }

    private void ring(Moment now, List<Ring> rings) {
        for (int i = ringing.size() - 1; i >= 0; i--) {
            Ringing ring = ringing.get(i);
            if (ring.left(now) <= 0) {
                rings.add(new Ring(ring, false));
                ringing.set(i, ring.again());
                if (ringing.get(i).over()) {
                    ringing.remove(i);
                    keep(now);
                }
            }
        }
    }

    private void settle(Moment now) {
        if (now.steady() >= settledAt && now.credible() && timers.stream().anyMatch(Timer::byWall)) {
            timers.replaceAll(timer -> timer.steadily(now));
            keep(now);
        }
    }

    /** What runs by the steady clock is kept with its time of day, in case the machine loses the steady one. */
    private void noteJump(Moment now) {
        long difference = now.wallMillis() - now.steady();
        if (Math.abs(difference - clockDifference) > JUMP) {
            clockDifference = difference;
            if (now.credible()) {
                alarms.replaceAll(alarm -> alarm.afterJump(now));
            }
            if (!timers.isEmpty() || !alarms.isEmpty() || !ringing.isEmpty()) {
                keep(now);
            }
        }
    }

    /** Ms until {@link #due} has something to tell; at most {@code most}, so that jumps of the clock are noticed. */
    public long wait(Moment now, long most) {
        long wait = most;
        for (Timer timer : timers) {
            wait = timer.isPaused() ? wait : Math.min(wait, timer.left(now));
        }
        for (Alarm alarm : alarms) {
            wait = now.credible() ? Math.min(wait, alarm.left(now)) : wait;
        }
        for (Ringing ring : ringing) {
            wait = Math.min(wait, ring.left(now));
        }
        return Math.max(0, wait);
    }

    /** What rings, the newest last. */
    public List<Ringing> ringing() {
        return List.copyOf(ringing);
    }

    /** Ends what rings. */
    public void silence(Moment now) {
        if (!ringing.isEmpty()) {
            ringing.clear();
            keep(now);
        }
    }

    /** Puts off what rings; null if nothing does. */
    public @Nullable Timer snooze(long seconds, Moment now) {
        if (ringing.isEmpty()) {
            return null;
        }
        Ringing newest = ringing.get(ringing.size() - 1);
        ringing.clear();
        Timer later = new Timer(nextId(), newest.name(), seconds, true, now.steady() + seconds * 1000, false, -1);
        timers.add(later);
        keep(now);
        return later;
    }

    private void keep(Moment now) {
        keeper.keep(new Snapshot(timers, alarms, ringing, lastId), now);
    }
}
