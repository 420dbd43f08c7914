package dev.hearken.dialogue.internal.alarm;

import dev.hearken.dialogue.internal.alarm.Schedule.Snapshot;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Timers and alarms as YAML. What runs by the steady clock is written with its time of day as well, and with the id of the machine's run: within the same
 * run the steady clock goes on through any restart of the program; after a start of the machine only the time of day is left.
 */
public final class ScheduleText {

    private static final int VERSION = 1;

    private ScheduleText() {
    }

    /** @param run names the time since the machine started; blank if not known */
    public static String write(Snapshot snapshot, Moment now, String run) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("run", run);
        root.put("last-id", snapshot.lastId());
        root.put("timers", snapshot.timers().stream().map(timer -> timer(timer, now)).toList());
        root.put("alarms", snapshot.alarms().stream().map(ScheduleText::alarm).toList());
        root.put("ringing", snapshot.ringing().stream().map(ring -> ringing(ring, now)).toList());
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(200).build()).dumpToString(root);
    }

    private static Map<String, Object> timer(Timer timer, Moment now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", timer.id());
        map.put("name", timer.name());
        map.put("length", timer.length());
        map.put("snooze", timer.snooze());
        map.put("paused", timer.paused());
        map.put("steady", timer.byWall() || timer.isPaused() ? -1L : timer.due());
        map.put("wall", timer.isPaused() ? -1L : now.wallMillis() + timer.left(now));
        return map;
    }

    private static Map<String, Object> alarm(Alarm alarm) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", alarm.id());
        map.put("name", alarm.name());
        map.put("time", alarm.time().toString());
        map.put("days", alarm.days().stream().sorted().map(DayOfWeek::name).collect(Collectors.joining(" ")));
        map.put("date", alarm.date().toString());
        return map;
    }

    private static Map<String, Object> ringing(Ringing ring, Moment now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", ring.id());
        map.put("name", ring.name());
        map.put("length", ring.length());
        map.put("time", ring.time() == null ? "" : ring.time().toString());
        map.put("steady", ring.since());
        map.put("wall", now.wallMillis() - (now.steady() - ring.since()));
        return map;
    }

    /** @throws IllegalArgumentException if the text is none of {@link #write} */
    public static Snapshot read(String text, Moment now, String run) {
        try {
            Map<?, ?> root = map(new Load(LoadSettings.builder().setLabel("timers").build()).loadFromString(text));
            boolean sameRun = !run.isBlank() && run.equals(root.get("run"));
            List<Timer> timers = new ArrayList<>();
            list(root.get("timers")).forEach(item -> timers.add(timer(map(item), sameRun)));
            List<Alarm> alarms = new ArrayList<>();
            list(root.get("alarms")).forEach(item -> alarms.add(alarm(map(item))));
            List<Ringing> ringing = new ArrayList<>();
            list(root.get("ringing")).forEach(item -> {
                Ringing ring = ringing(map(item), now, sameRun);
                if (!ring.over() && now.steady() - ring.since() < Schedule.LATE) {
                    ringing.add(ring);
                }
            });
            return new Snapshot(timers, alarms, ringing, number(root, "last-id"));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not timers and alarms: " + e.getMessage(), e);
        }
    }

    private static Timer timer(Map<?, ?> map, boolean sameRun) {
        long steady = number(map, "steady");
        Timer timer = new Timer(number(map, "id"), text(map, "name"), number(map, "length"), Boolean.TRUE.equals(map.get("snooze")), steady, false, number(map, "paused"));
        return timer.isPaused() || sameRun && steady >= 0 ? timer : timer.onlyByWall(number(map, "wall"));
    }

    private static Alarm alarm(Map<?, ?> map) {
        String days = text(map, "days");
        return new Alarm(number(map, "id"), text(map, "name"), LocalTime.parse(text(map, "time")),
                days.isEmpty() ? java.util.Set.of() : java.util.Arrays.stream(days.split(" ")).map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                LocalDate.parse(text(map, "date")));
    }

    /** It goes on ringing where it would be by now. */
    private static Ringing ringing(Map<?, ?> map, Moment now, boolean sameRun) {
        long since = sameRun ? number(map, "steady") : now.steady() - Math.max(0, now.wallMillis() - number(map, "wall"));
        String time = text(map, "time");
        @Nullable LocalTime ofAlarm = time.isEmpty() ? null : LocalTime.parse(time);
        int said = (int) Math.max(0, (now.steady() - since + Ringing.REPEAT_MILLIS - 1) / Ringing.REPEAT_MILLIS);
        return new Ringing(number(map, "id"), text(map, "name"), number(map, "length"), ofAlarm, since, said);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("a mapping is expected, not " + value);
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("a list is expected, not " + value);
    }

    private static long number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException(key + " is missing");
    }

    private static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " is missing");
    }
}
