package dev.hearken.app.internal.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.MemoryHub;
import dev.hearken.hub.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final String TOPIC = "homeassistant/device/hearken-kitchen/config";
    private static final String UPDATE = "hearken/kitchen/update";

    private static JsonObject message(Optional<String> update) {
        return Discovery.message(new Topics("kitchen"), new Discovery.Device("Hearken kitchen", "0.1.0", List.of("all", "computer", "hey house"),
            List.of("en"), List.of("HassTurnOn", "HassTurnOff", "HassTurnOn", "turn the page!"), update));
    }

    @Test
    void shouldKeepHomeAssistantsRules() {
        assertEquals(List.of(), DiscoveryRules.problems(TOPIC, message(Optional.empty())));
        assertEquals(List.of(), DiscoveryRules.problems(TOPIC, message(Optional.of(UPDATE))));
    }

    @Test
    void shouldOfferEveryEntityOnce() {
        JsonObject components = message(Optional.of(UPDATE)).getJsonObject("cmps");
        List<String> platforms = components.fieldNames().stream().map(key -> components.getJsonObject(key).getString("p")).toList();
        for (String platform : List.of("event", "switch", "number", "select", "notify", "sensor", "update", "button", "binary_sensor", "device_automation")) {
            assertTrue(platforms.contains(platform), platform);
        }
        assertEquals(4, platforms.stream().filter("device_automation"::equals).count(), "the wake word and three intents");
        assertEquals(UPDATE, components.getJsonObject("models").getString("state_topic"));
        assertFalse(message(Optional.empty()).getJsonObject("cmps").containsKey("models"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "uniqueId", "platform", "options", "nothing", "wildcard", "unclosed", "object_id", "longText", "trigger"})
    void shouldCatchWhatHomeAssistantRefuses(String fault) {
        JsonObject message = message(Optional.empty());
        JsonObject components = message.getJsonObject("cmps");
        switch (fault) {
            case "ids" -> message.getJsonObject("dev").remove("ids");
            case "uniqueId" -> components.getJsonObject("volume").put("unique_id", components.getJsonObject("mute").getString("unique_id"));
            case "platform" -> components.getJsonObject("say").put("p", "media_player");
            case "options" -> components.getJsonObject("language").put("options", new JsonArray());
            case "nothing" -> components.getJsonObject("mute").putNull("icon");
            case "wildcard" -> components.getJsonObject("mute").put("command_topic", "hearken/+/mute");
            case "unclosed" -> components.getJsonObject("mute").put("value_template", "{{ value_json.muted");
            case "object_id" -> components.getJsonObject("mute").put("object_id", "x");
            case "longText" -> components.getJsonObject("transcript").put("value_template", "{{ value_json.text }}");
            default -> components.getJsonObject("trigger-wake").put("type", "intent").put("subtype", "HassTurnOn");
        }
        assertFalse(DiscoveryRules.problems(TOPIC, message).isEmpty(), fault);
    }

    /** Keeps what is published and lets a test be Home Assistant. */
    private static void says(MemoryHub hub, String text, boolean retained) {
        assertEquals(1, hub.deliver("ha/status", text.getBytes(StandardCharsets.UTF_8), retained));
    }

    @Test
    void shouldTellAgainWhenHomeAssistantComesUp() {
        MemoryHub port = new MemoryHub();
        new Announcement(port, "ha", "kitchen", message(Optional.empty())).begin();
        assertEquals(1, port.published.size());
        assertTrue(port.published.get(0).retain());
        assertEquals("ha/device/hearken-kitchen/config", port.published.get(0).topic());
        says(port, "offline", false);
        says(port, "online", true);
        assertEquals(1, port.published.size());
        says(port, "online", false);
        assertEquals(2, port.published.size());
    }

    @Test
    void shouldDeleteTheDeviceWhereDiscoveryIsOff() {
        MemoryHub port = new MemoryHub();
        new Announcement(port, "ha", "kitchen", new JsonObject()).begin();
        assertEquals(0, port.published.get(0).payload().length);
        assertTrue(port.published.get(0).retain());
        assertEquals(List.of(), port.filters());
    }
}
