package dev.hearken.app.internal.update;

import dev.hearken.update.Golden;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a child process found while listening.
 *
 * @param recordings  that it listened to
 * @param mistakes    for people, one a recording that came out wrong
 * @param cpuPercent  processor time against the length of the recordings
 * @param memoryMiB   the most the process had in RAM
 */
record SelfTestReport(int recordings, List<String> mistakes, double latencyMillis, double cpuPercent, double memoryMiB) {

    private static final int LONGEST_MISTAKE = 120;

    SelfTestReport {
        mistakes = List.copyOf(mistakes);
    }

    JsonObject json() {
        return new JsonObject().put("recordings", recordings).put("mistakes", new JsonArray(mistakes)).put("latencyMillis", latencyMillis)
            .put("cpuPercent", cpuPercent).put("memoryMiB", memoryMiB);
    }

    /** @throws IllegalArgumentException if it is no report: the child may have been brought down by the model it loaded */
    static SelfTestReport parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            List<String> mistakes = new ArrayList<>();
            for (Object mistake : json.getJsonArray("mistakes")) {
                mistakes.add(mistake.toString());
            }
            return new SelfTestReport(json.getInteger("recordings"), mistakes, json.getDouble("latencyMillis"), json.getDouble("cpuPercent"), json.getDouble("memoryMiB"));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("not a report of a self-test", e);
        }
    }

    /** Why the pack must not be used. */
    Optional<String> failure(Golden golden) {
        Golden.Limits limits = golden.limits();
        if (recordings != golden.recordings().size()) {
            return Optional.of("it listened to " + recordings + " of " + golden.recordings().size() + " recordings");
        }
        if (mistakes.size() > limits.mistakes()) {
            String first = mistakes.get(0).substring(0, Math.min(LONGEST_MISTAKE, mistakes.get(0).length()));
            return Optional.of("it mishears " + mistakes.size() + " of " + recordings + " recordings, " + limits.mistakes() + " are allowed; the first: " + first);
        }
        if (latencyMillis > limits.latencyMillis()) {
            return tooMuch("it answers %.0f ms after the last word, %d ms are allowed", latencyMillis, limits.latencyMillis());
        }
        if (cpuPercent > limits.cpuPercent()) {
            return tooMuch("it takes %.0f %% of a processor core while listening, %d %% are allowed", cpuPercent, limits.cpuPercent());
        }
        return memoryMiB > limits.memoryMiB() ? tooMuch("it needs %.0f MiB of memory, %d MiB are allowed", memoryMiB, limits.memoryMiB()) : Optional.empty();
    }

    private static Optional<String> tooMuch(String format, double found, int allowed) {
        return Optional.of(String.format(Locale.ROOT, format, found, allowed));
    }
}
