package dev.hearken.app.internal.message;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.SiteTopic;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema files themselves; {@code MessageSchemasTest} holds the running speaker against them. */
class SchemasTest {

    /** Commands whose body is ignored, or is no JSON. */
    private static final Set<SiteTopic> BODILESS = EnumSet.of(SiteTopic.LISTEN, SiteTopic.STOP, SiteTopic.RELOAD, SiteTopic.PLAY, SiteTopic.CALL_AUDIO);

    @Test
    void shouldShipOneSchemaForEachTopic() {
        for (SiteTopic kind : SiteTopic.values()) {
            assertEquals(!BODILESS.contains(kind), Files.isRegularFile(Schemas.file(kind)), kind.toString());
        }
    }

    @Test
    void shouldDescribePresence() {
        Messages messages = new Messages("kitchen", InstantSource.fixed(Instant.parse("2026-11-20T08:30:00Z")));
        Schemas.check(SiteTopic.STATUS, messages.online("0.1.0", "en", "en-small", "home", "Kitchen"));
        Schemas.check(SiteTopic.STATUS, messages.offline());
        assertFalse(Schemas.problems(SiteTopic.STATUS, messages.online("0.1.0", "en", "en-small", "home", "Kitchen").putNull("pack"), true).isEmpty());
        assertFalse(Schemas.problems(SiteTopic.STATUS, new JsonObject().put("siteId", "kitchen").put("online", true), true).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SAY      | {"text": "Dinner"}         | true
        SAY      | {"text": ""}               | false
        SAY      | {}                         | false
        MUTE     | {"muted": true}            | true
        MUTE     | {"muted": "maybe"}         | false
        VOLUME   | {"volume": 40.5}           | true
        VOLUME   | {"volume": 101}            | false
        WAKEWORD | {"wakeWord": "computer"}   | true
        WAKEWORD | {"wakeWord": ""}           | false
        LANGUAGE | {"language": "zh"}         | true
        CALL     | {"action": "dial", "area": "Kitchen"} | true
        CALL     | {"action": "end"}          | true
        CALL     | {"action": "ring", "siteId": "hall", "id": "x1", "ageMs": 0, "room": "Hall"} | true
        CALL     | {"action": "refuse", "siteId": "hall", "id": "x1", "reason": "busy"} | true
        CALL     | {"action": "dial"}         | false
        CALL     | {"action": "ring"}         | false
        CALL     | {"action": "ring", "siteId": "hall"} | false
        CALL     | {"action": "dial", "area": "Kitchen", "siteId": "hall", "id": "x1"} | false
        CALL     | {"action": "ring", "siteId": "hall", "id": "x1", "ageMs": -1} | false
        CALL     | {"action": "whistle"}      | false
        """)
    void shouldAgreeWithTheSpeakerAboutCommands(SiteTopic kind, String body, boolean good) {
        assertEquals(good, Schemas.problems(kind, new JsonObject(body), false).isEmpty(), body);
        if (good) {
            assertDoesNotThrow(() -> HubCommand.parse(kind, body.getBytes(StandardCharsets.UTF_8)));
        } else {
            assertTrue(refused(kind, body), body);
        }
    }

    private static boolean refused(SiteTopic kind, String body) {
        try {
            HubCommand.parse(kind, body.getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
