package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.message.Schemas;
import dev.hearken.app.internal.speaker.FakeHub;
import dev.hearken.hub.HubPort;
import dev.hearken.update.Refusal;
import dev.hearken.update.Stage;
import dev.hearken.update.UpdateEvent;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateMessagesTest {

    /** What Home Assistant's MQTT update entity knows; anything more makes it refuse the whole message. */
    private static final Set<String> KNOWN = Set.of("installed_version", "latest_version", "in_progress", "update_percentage", "release_summary");

    private final FakeHub hub = new FakeHub();
    private final List<HubPort.Message> published = hub.published;
    private final UpdateMessages messages = new UpdateMessages(hub, "kitchen", "pack en-small 1");

    private List<String> bodies(String topic) {
        return published.stream().filter(m -> m.topic().equals(topic)).map(m -> new String(m.payload(), StandardCharsets.UTF_8)).toList();
    }

    private JsonObject state() {
        List<String> bodies = bodies("hearken/kitchen/update");
        JsonObject state = new JsonObject(bodies.get(bodies.size() - 1));
        assertTrue(KNOWN.containsAll(state.fieldNames()), state.encode());
        Schemas.check("update", state);
        return state;
    }

    @Test
    void shouldReportSuccessAfterTheSoakOnly() {
        messages.begin();
        for (Stage stage : List.of(Stage.DOWNLOAD, Stage.SELF_TEST, Stage.ACTIVATE, Stage.SOAK)) {
            messages.happened(new UpdateEvent.StageEntered(stage, "pack en-small 2"));
            assertEquals("pack en-small 1", state().getString("installed_version"));
            assertEquals("pack en-small 2", state().getString("latest_version"));
            assertTrue(state().getBoolean("in_progress"));
        }
        messages.happened(new UpdateEvent.Confirmed("pack en-small 2", "digest"));
        assertEquals("pack en-small 2", state().getString("installed_version"));
        assertFalse(state().getBoolean("in_progress"));
        assertEquals(List.of("idle", "download", "self-test", "activate", "soak", "confirmed"), bodies("hearken/kitchen/update/stage"));
        assertTrue(published.stream().allMatch(HubPort.Message::retain));
    }

    @Test
    void shouldSayWhyOneWasRolledBack() {
        messages.happened(new UpdateEvent.StageEntered(Stage.SOAK, "pack en-small 2"));
        messages.happened(new UpdateEvent.RolledBack("pack en-small 2", "digest", Refusal.SOAK, "it woke 90 times"));
        assertEquals("pack en-small 2: it woke 90 times", state().getString("release_summary"));
        assertEquals("pack en-small 1", state().getString("latest_version"), "nothing to install: it would fail again");
    }

    @Test
    void shouldTellEachPercentOnce() {
        messages.happened(new UpdateEvent.StageEntered(Stage.DOWNLOAD, "pack en-small 2"));
        for (int bytes = 0; bytes <= 1000; bytes++) {
            messages.happened(new UpdateEvent.Downloaded("pack en-small 2", bytes, 1000));
        }
        assertEquals(100, state().getInteger("update_percentage"));
        assertEquals(1 + 101, bodies("hearken/kitchen/update").size());
    }

    @Test
    void shouldKeepToTheLengthOfAState() {
        messages.happened(new UpdateEvent.Refused(Refusal.MALFORMED, "x".repeat(1000)));
        assertEquals(255, state().getString("release_summary").length());
    }
}
