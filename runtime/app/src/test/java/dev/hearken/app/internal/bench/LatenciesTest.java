package dev.hearken.app.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.demo.DemoOutcome;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void shouldGiveMedianAndNinetyFifthPercentile() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 20; i++) {
            latencies.add(outcome(List.of(), i));
        }
        JsonObject figures = latencies.figures();
        assertEquals(20, figures.getInteger("conversations"));
        assertEquals(10, figures.getJsonObject("endOfSpeechToIntentMs").getDouble("p50"));
        assertEquals(19, figures.getJsonObject("endOfSpeechToIntentMs").getDouble("p95"));
        assertEquals(9.5, figures.getJsonObject("wakeToSessionMs").getDouble("p95"));
        assertEquals(Double.NaN, Latencies.percentile(List.of(), 0.5));
    }

    @Test
    void shouldRefuseTheTimesOfAConversationThatFailed() {
        assertThrows(FailedStep.class, () -> new Latencies().add(outcome(List.of("intent: it did not arrive"), 1)));
    }

    private static DemoOutcome outcome(List<String> failures, double millis) {
        return new DemoOutcome(List.of(), failures, OptionalDouble.of(millis / 2), OptionalDouble.of(millis), OptionalDouble.of(2 * millis), Path.of("reply.wav"));
    }
}
