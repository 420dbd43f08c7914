package dev.hearken.update.internal.stage;

import dev.hearken.update.HealthReading;
import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the confirmed release did in the last seven days of listening, by which a new one is judged. */
final class Week {

    private static final String FOLDER = "health";
    private static final String NAME = "week";
    private static final int DAYS = 7;
    private static final int LIMIT = 16 << 10;
    private static final long SECONDS_A_DAY = 86_400;

    private record Day(long seconds, HealthReading counts) {
    }

    private final Records records;
    private final Deque<Day> days = new ArrayDeque<>();

    Week(Records records) {
        this.records = records;
        records.read(FOLDER, NAME).ifPresent(this::load);
    }

    HealthReading counts() {
        return days.stream().map(Day::counts).reduce(HealthReading.NONE, HealthReading::plus);
    }

    double hours() {
        return days.stream().mapToLong(Day::seconds).sum() / 3600.0;
    }

    /** Adds what was counted over some time. */
    void add(HealthReading counts, long seconds) throws IOException {
        Day today = days.peekLast();
        if (today == null || today.seconds() >= SECONDS_A_DAY) {
            today = new Day(0, HealthReading.NONE);
        } else {
            days.removeLast();
        }
        days.addLast(new Day(today.seconds() + seconds, today.counts().plus(counts)));
        while (days.size() > DAYS) {
            days.removeFirst();
        }
        records.replace(FOLDER, NAME, bytes());
    }

    private byte[] bytes() {
        List<Object> list = new ArrayList<>();
        for (Day day : days) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("seconds", day.seconds());
            entry.put("wakes", day.counts().wakes());
            entry.put("utterances", day.counts().utterances());
            entry.put("rejected", day.counts().rejected());
            entry.put("faults", day.counts().faults());
            list.add(entry);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("days", list);
        return JsonText.bytes(fields);
    }

    /** What cannot be read is forgotten: then only crashes and faults count for a while. */
    private void load(byte[] bytes) {
        try {
            for (StrictJson item : StrictJson.read(NAME, bytes, LIMIT).object("days").get("days").list(DAYS)) {
                var day = item.object("seconds", "wakes", "utterances", "rejected", "faults");
                days.addLast(new Day(count(day.get("seconds")), new HealthReading(count(day.get("wakes")), count(day.get("utterances")),
                    count(day.get("rejected")), count(day.get("faults")))));
            }
        } catch (RefusedException e) {
            days.clear();
        }
    }

    private static long count(StrictJson json) throws RefusedException {
        return json.integer(0, Long.MAX_VALUE / 100);
    }
}
