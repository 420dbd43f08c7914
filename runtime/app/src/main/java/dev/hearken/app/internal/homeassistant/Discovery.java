package dev.hearken.app.internal.homeassistant;

import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The message that makes the speaker a device of Home Assistant with all its entities (MQTT device discovery). It only points
 * at the speaker's own topics: nothing is published twice.
 */
public final class Discovery {

    /** Home Assistant refuses longer states and names. */
    private static final int LONGEST_TEXT = 255;
    /** Triggers beyond this many would make the list in its editor useless. */
    private static final int MOST_INTENT_TRIGGERS = 100;

    /**
     * What is to be known of the speaker.
     *
     * @param name      for people
     * @param version   of the software
     * @param wakeWords what can be selected
     * @param languages what can be selected
     * @param intents   that the speaker understands
     * @param updates   topic on which it tells how its updates go, if it takes any
     */
    public record Device(String name, String version, List<String> wakeWords, List<String> languages, List<String> intents, Optional<String> updates) {
        public Device {
            wakeWords = List.copyOf(wakeWords);
            languages = List.copyOf(languages);
            intents = List.copyOf(intents);
        }
    }

    private final Topics topics;
    private final Device device;
    private final String id;
    private final JsonObject components = new JsonObject();

    private Discovery(Topics topics, Device device) {
        this.topics = topics;
        this.device = device;
        this.id = id(topics.siteId());
    }

    /** The speaker's id among Home Assistant's devices. */
    public static String id(String siteId) {
        return "hearken-" + siteId;
    }

    /** The body of {@code homeassistant/device/<id>/config}. */
    public static JsonObject message(Topics topics, Device device) {
        return new Discovery(topics, device).build();
    }

    private JsonObject build() {
        heard();
        controls();
        diagnostics();
        triggers();
        device.updates().ifPresent(this::models);
        return new JsonObject()
            .put("dev", new JsonObject().put("ids", new JsonArray().add(id)).put("name", shortened(device.name())).put("mf", "Hearken")
                .put("mdl", "Offline smart speaker").put("sw", device.version()))
            .put("o", new JsonObject().put("name", "Hearken").put("sw", device.version()))
            .put("avty_t", topics.topic(SiteTopic.STATUS))
            .put("avty_tpl", "{{ 'online' if value_json.online else 'offline' }}")
            .put("qos", 1)
            .put("cmps", components);
    }

    private void heard() {
        entity("wake", "event", "Wake word", "mdi:microphone-message").put("state_topic", topics.topic(SiteTopic.WAKE))
            .put("event_types", new JsonArray().add("wake"))
            .put("value_template", "{{ {'event_type': 'wake', 'phrase': value_json.phrase, 'score': value_json.score, "
                + "'session_id': value_json.sessionId} | tojson }}");
        entity("intent", "event", "Intent", "mdi:message-text").put("state_topic", topics.topic(SiteTopic.INTENT))
            .put("event_types", new JsonArray().add("intent"))
            .put("value_template", "{{ {'event_type': 'intent', 'intent': value_json.intent, 'slots': value_json.slots, 'text': value_json.text, "
                + "'confidence': value_json.confidence, 'intent_id': value_json.id} | tojson }}");
        entity("transcript", "sensor", "Last transcript", "mdi:text-recognition").put("state_topic", topics.topic(SiteTopic.TRANSCRIPT))
            .put("value_template", "{{ value_json.text[:" + LONGEST_TEXT + "] }}");
        entity("activity", "sensor", "Activity", "mdi:account-voice").put("state_topic", topics.topic(SiteTopic.STATE))
            .put("value_template", "{{ value_json.state }}").put("device_class", "enum")
            .put("options", new JsonArray(List.of("idle", "listening", "deciding", "answering", "speaking", "calling", "muted", "faulted")));
    }

    private void controls() {
        entity("mute", "switch", "Mute", "mdi:microphone-off").put("command_topic", topics.topic(SiteTopic.MUTE))
            .put("payload_on", "on").put("payload_off", "off").put("state_topic", topics.topic(SiteTopic.MUTE_STATE))
            .put("state_on", "on").put("state_off", "off").put("value_template", "{{ 'on' if value_json.muted else 'off' }}");
        entity("volume", "number", "Volume", "mdi:volume-high").put("command_topic", topics.topic(SiteTopic.VOLUME))
            .put("state_topic", topics.topic(SiteTopic.VOLUME_STATE)).put("value_template", "{{ value_json.volume }}")
            .put("min", 0).put("max", 100).put("step", 1).put("unit_of_measurement", "%").put("mode", "slider");
        select("wakeword", "Wake word heard", SiteTopic.WAKEWORD, "wakeWord", device.wakeWords());
        select("language", "Language", SiteTopic.LANGUAGE, "language", device.languages());
        entity("say", "notify", "Say", "mdi:bullhorn").put("command_topic", topics.topic(SiteTopic.SAY));
        button("listen", "Listen", "mdi:microphone", SiteTopic.LISTEN);
        button("stop", "Stop", "mdi:stop", SiteTopic.STOP);
        button("reload", "Reload", "mdi:reload", SiteTopic.RELOAD).put("entity_category", "config");
    }

    private void select(String key, String name, SiteTopic command, String field, List<String> options) {
        entity(key, "select", name, "mdi:tune").put("command_topic", topics.topic(command)).put("options", new JsonArray(options))
            .put("state_topic", topics.topic(SiteTopic.STATE)).put("value_template", "{{ value_json." + field + " }}").put("entity_category", "config");
    }

    private JsonObject button(String key, String name, String icon, SiteTopic command) {
        return entity(key, "button", name, icon).put("command_topic", topics.topic(command));
    }

    private void diagnostics() {
        diagnostic("problem", "binary_sensor", "Problem").put("state_topic", topics.topic(SiteTopic.STATE)).put("device_class", "problem")
            .put("value_template", "{{ 'ON' if value_json.faults | length > 0 else 'OFF' }}");
        diagnostic("level", "sensor", "Microphone level").put("state_topic", topics.topic(SiteTopic.METRICS))
            .put("value_template", "{{ value_json.levelDb }}").put("unit_of_measurement", "dB").put("state_class", "measurement");
        diagnostic("lost", "sensor", "Sound lost").put("state_topic", topics.topic(SiteTopic.METRICS))
            .put("value_template", "{{ value_json.framesLost + value_json.framesDropped }}").put("state_class", "total_increasing");
    }

    private JsonObject diagnostic(String key, String platform, String name) {
        return entity(key, platform, name, "mdi:stethoscope").put("entity_category", "diagnostic");
    }

    private void triggers() {
        trigger("trigger-wake", SiteTopic.WAKE, "wake_word", "heard");
        device.intents().stream().distinct().sorted().limit(MOST_INTENT_TRIGGERS).forEach(intent ->
            trigger("trigger-" + intent.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-"), SiteTopic.INTENT, "intent", intent)
                .put("value_template", "{{ value_json.intent }}").put("payload", intent));
    }

    private JsonObject trigger(String key, SiteTopic topic, String type, String subtype) {
        JsonObject trigger = new JsonObject().put("p", "device_automation").put("automation_type", "trigger").put("topic", topics.topic(topic))
            .put("type", type).put("subtype", subtype);
        components.put(key, trigger);
        return trigger;
    }

    /** There is nothing to press: an update installs itself. */
    private void models(String topic) {
        entity("models", "update", "Models", "mdi:package-up").put("state_topic", topic).put("entity_category", "diagnostic");
    }

    private JsonObject entity(String key, String platform, String name, String icon) {
        JsonObject entity = new JsonObject().put("p", platform).put("unique_id", id + "-" + key).put("name", name).put("icon", icon);
        components.put(key, entity);
        return entity;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
