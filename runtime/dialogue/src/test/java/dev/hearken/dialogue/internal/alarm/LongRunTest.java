package dev.hearken.dialogue.internal.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.internal.alarm.Schedule.Ring;
import dev.hearken.dialogue.internal.state.StateFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three days of simulated time with a thousand timers, twenty kills, half of them power cuts, and a time of day that jumps. A kill comes after what was to be
 * written is written; StateFileTest cuts the power within the writing.
 */
class LongRunTest {

    private static final long RUN = Duration.ofHours(72).toMillis();
    private static final int TIMERS = 1_000;
    private static final int KILLS = 20;
    /** The loop's timer comes at most this much after the time it was set to. */
    private static final int JITTER = 15;

    private final Random random = new Random(20261127);
    private final Map<Long, Long> dueAt = new HashMap<>();
    private final Map<Long, Integer> begun = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private long worstLateness;
    private int rungAfterRestart;

    @TempDir
    private Path folder;

    /** True time in ms, on no clock of the machine. */
    private long time;
    private long steadyOrigin;
    private long wallError;
    private long clockSettled;
    private String run = "run-0";
    private Schedule schedule;

    @Test
    void shouldRingEachOfAThousandTimersOnceAndInTimeOverTwentyKills() {
        restart();
        List<Long> starts = random.longs(TIMERS, 0, RUN - Duration.ofHours(13).toMillis()).sorted().boxed().toList();
        List<Long> kills = random.longs(KILLS, 0, RUN).sorted().boxed().toList();
        List<Long> jumps = random.longs(40, 0, RUN).sorted().boxed().toList();
        int started = 0;
        int killed = 0;
        int jumped = 0;
        while (time < RUN) {
            while (started < TIMERS && starts.get(started) <= time) {
                start();
                started++;
            }
            if (jumped < jumps.size() && jumps.get(jumped) <= time && time >= clockSettled) {
                wallError += random.nextInt(7_200_000) - 3_600_000;
                jumped++;
            }
            look(0);
            if (killed < KILLS && kills.get(killed) <= time) {
                kill(killed++ % 2 == 0);
            }
            long next = started < TIMERS ? Math.max(1, starts.get(started) - time) : 1000;
            time += Math.max(1, Math.min(next, schedule.wait(now(), 1000) + random.nextInt(JITTER)));
        }
        assertEquals(TIMERS, dueAt.size());
        dueAt.keySet().forEach(id -> assertEquals(1, begun.getOrDefault(id, 0), "timer " + id));
        assertEquals(KILLS, killed);
        assertEquals(List.of(), faults);
        assertTrue(worstLateness <= 50, worstLateness + " ms late");
        System.getLogger(LongRunTest.class.getName()).log(System.Logger.Level.INFO,
                "{0} timers, {1} kills, {2} clock jumps: worst lateness {3} ms; {4} were due while the speaker was off and rang at the restart",
                TIMERS, killed, jumped, worstLateness, rungAfterRestart);
    }

    private void start() {
        long seconds = 1 + random.nextInt((int) Duration.ofHours(random.nextInt(4) == 0 ? 12 : 1).toSeconds());
        Timer timer = Timer.started(schedule.nextId(), "", seconds, now());
        schedule.put(timer, now());
        dueAt.put(timer.id(), time + seconds * 1000);
    }

    /** @param wasOff ms of true time in which nobody looked */
    private void look(long wasOff) {
        for (Ring ring : schedule.due(now())) {
            assertTrue(!ring.missed(), "missed");
            if (ring.what().said() == 0) {
                long id = ring.what().id();
                begun.merge(id, 1, Integer::sum);
                long due = dueAt.get(id);
                boolean whileOff = due > time - wasOff && wasOff > 0;
                rungAfterRestart += whileOff ? 1 : 0;
                worstLateness = Math.max(worstLateness, Math.abs(whileOff ? 0 : time - due));
            }
        }
    }

    private void kill(boolean powerCut) {
        background.forEach(Runnable::run);
        background.clear();
        long off = random.nextInt(20_000);
        time += off;
        if (powerCut) {
            run = "run-" + time;
            steadyOrigin = time - random.nextInt(10_000);
            // A jump right after the start is taken for the clock's being set, which here it is not.
            clockSettled = time + Duration.ofMinutes(11).toMillis();
        }
        restart();
        look(off);
    }

    private void restart() {
        ScheduleStore store = new ScheduleStore(new StateFile(folder.resolve("timers.yaml")), run, background::add, problem -> faults.add(problem.orElse("right again")));
        schedule = new Schedule(store.load(now()), now(), store);
    }

    private Moment now() {
        Instant wall = Instant.parse("2026-11-20T08:00:00Z").plusMillis(time + wallError);
        return new Moment(time - steadyOrigin, ZonedDateTime.ofInstant(wall, ZoneId.of("Europe/Berlin")));
    }
}
