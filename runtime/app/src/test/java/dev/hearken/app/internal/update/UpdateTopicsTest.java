package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearken.app.internal.message.Schemas;
import dev.hearken.app.internal.speaker.FakeHub;
import dev.hearken.update.ContentId;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.MqttContentSource;
import dev.hearken.update.UpdateHint;
import dev.hearken.update.UpdateHints;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other topics of updates against their schemas; the state's is in {@link UpdateMessagesTest}. */
class UpdateTopicsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"deploymentId": "2027-03-01 stable"}               | false
        {"deploymentId": "1f3a", "channel": "stable"}       | true
        {"deploymentId": "1f3a"}                            | true
        {"deploymentId": "1f3a", "more": 1}                 | true
        {"deploymentId": "1f3a", "channel": "../stable"}    | false
        {"deploymentId": ""}                                | false
        {"channel": "stable"}                               | false
        """)
    void shouldAgreeWithTheSpeakerAboutHints(String body, boolean good) {
        assertEquals(good, Schemas.problems("update/hint", new JsonObject(body), false).isEmpty(), body);
        assertEquals(good, UpdateHint.parse(body.getBytes(StandardCharsets.UTF_8)).isPresent(), body);
    }

    @Test
    void shouldAnnounceByTheSchema() {
        Schemas.check("update/hint", json(UpdateHints.toEverybody(new UpdateHint("1f3a", "stable")).payload()));
    }

    @Test
    void shouldAskByTheSchema() {
        FakeHub hub = new FakeHub();
        MqttContentSource source = new MqttContentSource(hub, "default", new MqttContentSource.Patience(Duration.ofMillis(1), 1));
        assertThrows(DeliveryException.class, () -> source.document("stable.timestamp.json", 16_384));
        assertThrows(DeliveryException.class, () -> source.content(new ContentId("0".repeat(64), 5_000_000), 4_999_999, bytes -> true));
        assertEquals(4, hub.published.size(), "each is asked for twice");
        hub.published.forEach(message -> {
            assertEquals("hearken/default/update/request", message.topic());
            Schemas.check("update/request", json(message.payload()));
        });
    }

    private static JsonObject json(byte[] body) {
        return new JsonObject(new String(body, StandardCharsets.UTF_8));
    }
}
