package dev.hearken.dialogue.internal.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.internal.alarm.Schedule.Ring;
import dev.hearken.dialogue.internal.alarm.Schedule.Snapshot;
import dev.hearken.dialogue.internal.state.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {

    private static final LocalTime SEVEN = LocalTime.of(7, 0);
    private static final Set<DayOfWeek> WORKDAYS = Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    @TempDir
    private Path folder;

    private final List<Optional<String>> faults = new ArrayList<>();
    private long steady = 5_000;
    /** A Friday. */
    private ZonedDateTime wall = ZonedDateTime.parse("2026-11-20T06:00:00+01:00[Europe/Berlin]");
    private String run = "run-1";
    private Schedule schedule = new Schedule(Snapshot.NOTHING, now(), (snapshot, now) -> { });

    @Test
    void shouldRingAtTheRightSecondWhateverTheTimeOfDayDoes() {
        schedule.put(Timer.started(1, "", 60, now()), now());
        pass(59_999);
        wall = wall.plusYears(3);
        assertEquals(List.of(), rings());
        pass(1);
        wall = wall.minusYears(5);
        assertEquals(List.of("1/0"), rings());
    }

    @Test
    void shouldRingAgainUntilStoppedOrLongEnough() {
        schedule.put(Timer.started(1, "", 60, now()), now());
        pass(60_000);
        assertEquals(List.of("1/0"), rings());
        assertEquals(List.of(), rings());
        pass(10_000);
        assertEquals(List.of("1/1"), rings());
        schedule.silence(now());
        pass(60_000);
        assertEquals(List.of(), rings());
        schedule.put(Timer.started(2, "", 60, now()), now());
        int told = 0;
        for (int i = 0; i < 200; i++) {
            pass(1_000);
            told += rings().size();
        }
        assertEquals(6, told);
    }

    @Test
    void shouldRingAlarmsByTheTimeOfDayAndOnTheirDays() {
        schedule.put(new Alarm(1, "", SEVEN, WORKDAYS, LocalDate.parse("2026-11-20")), now());
        pass(Duration.ofHours(1).toMillis() - 1);
        assertEquals(List.of(), rings());
        pass(1);
        assertEquals(List.of("1/0"), rings());
        schedule.silence(now());
        assertEquals(LocalDate.parse("2026-11-23"), schedule.alarms().get(0).date(), "Monday comes next");
        wall = wall.minusMinutes(30);
        assertEquals(List.of(), rings());
        pass(Duration.ofMinutes(31).toMillis());
        assertEquals(List.of(), rings(), "the same seven o'clock does not ring twice");
        wall = wall.plusDays(3).withHour(6).withMinute(58);
        pass(Duration.ofMinutes(2).toMillis());
        assertEquals(List.of("1/0"), rings(), "a jump of days in between does no harm");
    }

    @Test
    void shouldRingALittleLateAfterAJumpOverTheTimeAndTellWhatWasMissedByMore() {
        schedule.put(new Alarm(1, "", SEVEN, Set.of(), LocalDate.parse("2026-11-20")), now());
        wall = wall.withHour(7).withMinute(5);
        assertEquals(List.of("1/0"), rings());
        schedule.silence(now());
        schedule.put(new Alarm(2, "", SEVEN, Set.of(), LocalDate.parse("2026-11-21")), now());
        wall = wall.plusDays(1).plusHours(3);
        assertEquals(List.of("2/missed"), rings());
        assertEquals(List.of(), schedule.alarms());
        schedule.put(new Alarm(3, "", SEVEN, WORKDAYS, LocalDate.parse("2026-11-23")), now());
        wall = wall.plusDays(30);
        assertEquals(List.of(), rings(), "nobody wants to hear of last month");
        assertTrue(schedule.alarms().get(0).date().isAfter(wall.toLocalDate().minusDays(1)));
    }

    @Test
    void shouldWaitForAClockThatIsNotSetYet() {
        schedule.put(new Alarm(1, "", SEVEN, WORKDAYS, LocalDate.parse("2026-11-23")), now());
        ZonedDateTime right = wall;
        wall = wall.withYear(1970);
        assertEquals(List.of(), rings());
        assertEquals(1000, schedule.wait(now(), 1000));
        assertEquals(LocalDate.parse("2026-11-23"), schedule.alarms().get(0).date());
        wall = right.plusDays(3).withHour(7);
        assertEquals(List.of("1/0"), rings());
    }

    @Test
    void shouldKeepTheTimeOfDayOverDaylightSaving() {
        wall = ZonedDateTime.parse("2026-10-24T12:00:00+02:00[Europe/Berlin]");
        schedule = new Schedule(Snapshot.NOTHING, now(), (snapshot, now) -> { });
        schedule.put(new Alarm(1, "", SEVEN, Set.of(DayOfWeek.SUNDAY), LocalDate.parse("2026-10-25")), now());
        pass(Duration.ofHours(20).toMillis() - 1);
        assertEquals(List.of(), rings());
        pass(1);
        assertEquals(LocalTime.of(7, 0), wall.toLocalTime(), "twenty hours, as the clock was set back in the night");
        assertEquals(List.of("1/0"), rings());
    }

    @Test
    void shouldSnooze() {
        assertEquals(null, schedule.snooze(540, now()));
        schedule.put(new Alarm(1, "tea", LocalTime.of(6, 0, 30), Set.of(), LocalDate.parse("2026-11-20")), now());
        pass(30_000);
        assertEquals(List.of("1/0"), rings());
        schedule.snooze(540, now());
        wall = wall.minusHours(2);
        pass(539_999);
        assertEquals(List.of(), rings());
        pass(1);
        assertEquals(1, rings().size());
    }

    @Test
    void shouldKnowWhenToLookNext() {
        assertEquals(1000, schedule.wait(now(), 1000));
        schedule.put(Timer.started(1, "", 60, now()), now());
        pass(59_963);
        assertEquals(37, schedule.wait(now(), 1000));
        schedule.put(schedule.timers().get(0).pause(now()), now());
        assertEquals(1000, schedule.wait(now(), 1000));
    }

    @Test
    void shouldComeBackAfterARestartOnTheSteadyClock() {
        schedule = open();
        schedule.put(Timer.started(schedule.nextId(), "pizza", 600, now()), now());
        Timer paused = Timer.started(schedule.nextId(), "", 300, now());
        pass(1_000);
        schedule.put(paused.pause(now()), now());
        pass(99_000);
        wall = wall.plusDays(2);
        schedule = open();
        assertEquals(500_000, schedule.timers().get(0).left(now()), "the time of day does not matter to a restart of the program");
        assertEquals(299_000, schedule.timers().get(1).left(now()));
        assertTrue(schedule.nextId() > paused.id());
    }

    @Test
    void shouldComeBackAfterAPowerCutByTheTimeOfDay() {
        schedule = open();
        schedule.put(Timer.started(schedule.nextId(), "pizza", 600, now()), now());
        pass(1_000);
        wall = wall.plusHours(5);
        schedule.due(now());
        run = "run-2";
        steady = 3;
        wall = wall.plusSeconds(99);
        schedule = open();
        assertEquals(500_000, schedule.timers().get(0).left(now()), "the jump before the cut was noted");
        ZonedDateTime right = wall;
        wall = wall.withYear(1970);
        assertEquals(List.of(), rings());
        wall = right.plusSeconds(500);
        assertEquals(List.of("1/0"), rings(), "after the clock has been set");
    }

    @Test
    void shouldRingOnAfterACutWhileRinging() {
        schedule = open();
        schedule.put(Timer.started(schedule.nextId(), "", 60, now()), now());
        pass(60_000);
        assertEquals(List.of("1/0"), rings());
        pass(4_000);
        schedule = open();
        assertEquals(List.of(), rings());
        pass(6_000);
        assertEquals(List.of("1/1"), rings(), "it goes on, and does not begin again");
        schedule.silence(now());
        schedule = open();
        pass(10_000);
        assertEquals(List.of(), rings());
    }

    @Test
    void shouldReportADamagedFileAndUseTheLastGoodOne() throws IOException {
        schedule = open();
        schedule.put(Timer.started(schedule.nextId(), "pizza", 600, now()), now());
        schedule.put(Timer.started(schedule.nextId(), "egg", 600, now()), now());
        Path file = folder.resolve("timers.yaml");
        Files.writeString(file, Files.readString(file).substring(0, 100));
        schedule = open();
        assertEquals(List.of("pizza"), schedule.timers().stream().map(Timer::name).toList());
        assertTrue(faults.get(0).orElseThrow().contains("damaged"), faults.toString());
        schedule.put(Timer.started(schedule.nextId(), "tea", 600, now()), now());
        assertFalse(faults.get(1).isPresent(), "right again once a whole file is there");
    }

    @Test
    void shouldGoOnInMemoryWhereNothingCanBeKeptAndSaySo() throws IOException {
        Files.writeString(folder.resolve("blocked"), "");
        ScheduleStore store = new ScheduleStore(new StateFile(folder.resolve("blocked/timers.yaml")), run, Runnable::run, faults::add);
        schedule = new Schedule(store.load(now()), now(), store);
        schedule.put(Timer.started(schedule.nextId(), "", 60, now()), now());
        assertTrue(faults.get(0).orElseThrow().startsWith("timers and alarms cannot be kept"));
        pass(60_000);
        assertEquals(List.of("1/0"), rings());
        Files.delete(folder.resolve("blocked"));
        schedule.silence(now());
        assertFalse(faults.get(faults.size() - 1).isPresent(), "right again");
    }

    @Test
    void shouldWriteOnlyTheNewestStateInTheBackground() throws IOException {
        List<Runnable> later = new ArrayList<>();
        ScheduleStore store = new ScheduleStore(new StateFile(folder.resolve("timers.yaml")), run, later::add, faults::add);
        schedule = new Schedule(Snapshot.NOTHING, now(), store);
        for (int i = 0; i < 100; i++) {
            schedule.put(Timer.started(schedule.nextId(), "", 60, now()), now());
        }
        assertEquals(1, later.size());
        later.get(0).run();
        assertEquals(100, open().timers().size());
        assertFalse(Files.exists(folder.resolve("timers.yaml.last")), "one write");
    }

    private Schedule open() {
        ScheduleStore store = new ScheduleStore(new StateFile(folder.resolve("timers.yaml")), run, Runnable::run, faults::add);
        return new Schedule(store.load(now()), now(), store);
    }

    private List<String> rings() {
        return schedule.due(now()).stream().map((Ring ring) -> ring.what().id() + "/" + (ring.missed() ? "missed" : ring.what().said())).toList();
    }

    private void pass(long millis) {
        steady += millis;
        wall = wall.plus(Duration.ofMillis(millis));
    }

    private Moment now() {
        return new Moment(steady, wall);
    }
}
