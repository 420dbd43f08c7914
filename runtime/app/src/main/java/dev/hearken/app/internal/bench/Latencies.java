package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.cli.ExitCode;
import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.demo.DemoOutcome;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Times of repeated conversations: of the beginning from the moment at which the wake word was sure, of the rest from the decided end of speech. */
public final class Latencies {

    private final List<Double> sessionMillis = new ArrayList<>();
    private final List<Double> intentMillis = new ArrayList<>();
    private final List<Double> replyMillis = new ArrayList<>();

    /** Counts a conversation; one that failed ends the measurement, since its times mean nothing. */
    void add(DemoOutcome outcome) {
        if (!outcome.failures().isEmpty()) {
            throw new FailedStep(ExitCode.FAILED, "a measured conversation failed: " + String.join("; ", outcome.failures()));
        }
        outcome.sessionMillis().ifPresent(sessionMillis::add);
        outcome.intentMillis().ifPresent(intentMillis::add);
        outcome.replyMillis().ifPresent(replyMillis::add);
    }

    JsonObject figures() {
        return new JsonObject().put("conversations", intentMillis.size())
            .put("wakeToSessionMs", percentiles(sessionMillis)).put("endOfSpeechToIntentMs", percentiles(intentMillis)).put("endOfSpeechToReplyMs", percentiles(replyMillis));
    }

    static JsonObject percentiles(List<Double> values) {
        return new JsonObject().put("p50", percentile(values, 0.5)).put("p95", percentile(values, 0.95));
    }

    /** The smallest value that at least this share of all values does not exceed; NaN if there is none. */
    public static double percentile(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
