package dev.hearken.app.internal.update;

import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.models.api.Fallback;
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
 * @param fallbacks   models that ran elsewhere than they should
 * @param mute        why nothing could be heard of its voice; empty if it could, or there is none
 */
record SelfTestReport(int recordings, List<String> mistakes, double latencyMillis, double cpuPercent, double memoryMiB, List<Fallback> fallbacks, String mute) {

    static final SelfTestReport NONE = new SelfTestReport(0, List.of(), 0, 0, 0, List.of(), "");
    private static final int LONGEST_MISTAKE = 120;
    private static final int LONGEST_FALLBACK = 400;

    SelfTestReport {
        mistakes = List.copyOf(mistakes);
        fallbacks = List.copyOf(fallbacks);
    }

    JsonObject json() {
        return new JsonObject().put("recordings", recordings).put("mistakes", new JsonArray(mistakes)).put("latencyMillis", latencyMillis)
            .put("cpuPercent", cpuPercent).put("memoryMiB", memoryMiB).put("fallbacks", SelfTestNote.json(fallbacks)).put("mute", mute);
    }

    /** One line for people. */
    String words() {
        String elsewhere = fallbacks.isEmpty() ? "" : ", " + fallbacks.size() + " models on another back end than they are made for";
        return String.format(Locale.ROOT, "%d of %d recordings right, answers %.0f ms after the last word, takes %.1f %% of a core and %.0f MiB%s", recordings - mistakes.size(),
            recordings, latencyMillis, cpuPercent, memoryMiB, elsewhere);
    }

    /** @throws IllegalArgumentException if it is no report: the child may have been brought down by the model it loaded */
    static SelfTestReport parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            List<String> mistakes = new ArrayList<>();
            for (Object mistake : json.getJsonArray("mistakes")) {
                mistakes.add(mistake.toString());
            }
            return new SelfTestReport(json.getInteger("recordings"), mistakes, json.getDouble("latencyMillis"), json.getDouble("cpuPercent"),
                json.getDouble("memoryMiB"), SelfTestNote.fallbacks(json.getJsonArray("fallbacks")), json.getString("mute").strip());
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("not a report of a self-test", e);
        }
    }

    /** Why the pack must not be used, with the recordings and limits it came with. */
    Optional<String> failure(Optional<Golden> golden) {
        Optional<String> heard = golden.flatMap(this::failure);
        return heard.isEmpty() && !mute.isEmpty() ? Optional.of(mute) : heard;
    }

    private Optional<String> failure(Golden golden) {
        Golden.Limits limits = golden.limits();
        if (recordings != golden.recordings().size()) {
            return Optional.of("it listened to " + recordings + " of " + golden.recordings().size() + " recordings");
        }
        if (mistakes.size() > limits.mistakes()) {
            return Optional.of("it mishears " + mistakes.size() + " of " + recordings + " recordings, " + limits.mistakes() + " are allowed; the first: "
                + shortened(mistakes.get(0), LONGEST_MISTAKE));
        }
        if (latencyMillis > limits.latencyMillis()) {
            return tooMuch("it answers %.0f ms after the last word, %d ms are allowed", latencyMillis, limits.latencyMillis());
        }
        if (cpuPercent > limits.cpuPercent()) {
            return tooMuch("it takes %.0f %% of a processor core while listening, %d %% are allowed", cpuPercent, limits.cpuPercent());
        }
        return memoryMiB > limits.memoryMiB() ? tooMuch("it needs %.0f MiB of memory, %d MiB are allowed", memoryMiB, limits.memoryMiB()) : Optional.empty();
    }

    /**
     * Why the pack must not be used although it hears well: it needs another back end than those it was made for, where the one in use does not.
     *
     * @param allowed models that may
     * @param inUse   where the models in use run
     */
    Optional<String> fallenBack(int allowed, ModelPlaces inUse) {
        List<Fallback> worse = fallbacks.stream().filter(inUse::worseThanHere).toList();
        return worse.size() <= allowed ? Optional.empty() : Optional.of(worse.size() + " of its models cannot run on this board where those in use do, " + allowed
            + " are allowed; the first: " + shortened(worse.get(0).toString(), LONGEST_FALLBACK));
    }

    private static String shortened(String text, int longest) {
        return text.substring(0, Math.min(longest, text.length()));
    }

    private static Optional<String> tooMuch(String format, double found, int allowed) {
        return Optional.of(String.format(Locale.ROOT, format, found, allowed));
    }
}
