package dev.hearken.dialogue.internal.skill;

import java.util.ArrayList;
import java.util.List;

/** Durations as they are said: {@code 1 hour, 2 minutes and 3 seconds}. */
final class SpokenDuration {

    private SpokenDuration() {
    }

    static String of(long seconds) {
        List<String> parts = new ArrayList<>();
        add(parts, seconds / 3600, "hour");
        add(parts, seconds / 60 % 60, "minute");
        add(parts, seconds % 60, "second");
        if (parts.isEmpty()) {
            return "0 seconds";
        }
        String last = parts.remove(parts.size() - 1);
        return parts.isEmpty() ? last : String.join(", ", parts) + " and " + last;
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }
}
