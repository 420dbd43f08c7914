package dev.hearken.app.internal.homeassistant;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Home Assistant's rules for device discovery, as far as they are public; written from its documentation, not from our message. */
final class DiscoveryRules {

    private static final int LONGEST = 255;
    private static final Set<String> ROOT = Set.of("dev", "o", "cmps", "avty_t", "avty_tpl", "avty", "avty_mode", "qos", "encoding", "stat_t", "cmd_t");
    private static final Set<String> ENTITY = Set.of("p", "unique_id", "name", "icon", "device_class", "entity_category", "default_entity_id",
        "enabled_by_default", "value_template", "state_topic", "json_attributes_topic");
    /** For each platform: what it must have, and what it may have beside what every entity may have. */
    private static final Map<String, List<Set<String>>> PLATFORMS = Map.of(
        "event", List.of(Set.of("state_topic", "event_types"), Set.of()),
        "sensor", List.of(Set.of("state_topic"), Set.of("unit_of_measurement", "state_class", "options", "expire_after")),
        "binary_sensor", List.of(Set.of("state_topic"), Set.of("payload_on", "payload_off")),
        "switch", List.of(Set.of("command_topic"), Set.of("payload_on", "payload_off", "state_on", "state_off")),
        "number", List.of(Set.of("command_topic"), Set.of("min", "max", "step", "mode", "unit_of_measurement")),
        "select", List.of(Set.of("command_topic", "options"), Set.of()),
        "button", List.of(Set.of("command_topic"), Set.of("payload_press")),
        "notify", List.of(Set.of("command_topic"), Set.of("command_template")),
        "update", List.of(Set.of("state_topic"), Set.of("command_topic", "payload_install", "latest_version_topic", "title", "release_url")),
        "device_automation", List.of(Set.of("automation_type", "topic", "type", "subtype"), Set.of("payload", "value_template")));

    private final List<String> problems = new ArrayList<>();
    private final Set<String> uniqueIds = new HashSet<>();
    private final Set<String> triggers = new HashSet<>();

    private DiscoveryRules() {
    }

    /** What Home Assistant would refuse; empty if nothing. */
    static List<String> problems(String topic, JsonObject message) {
        DiscoveryRules rules = new DiscoveryRules();
        rules.require(topic.matches("[^+#]+/device/[A-Za-z0-9_-]+/config"), "topic " + topic);
        rules.strings("", message.getMap());
        rules.root(message);
        return rules.problems;
    }

    private void root(JsonObject message) {
        require(ROOT.containsAll(message.fieldNames()), "unknown keys at the root: " + message.fieldNames());
        JsonObject device = message.getJsonObject("dev", new JsonObject());
        require(!device.getJsonArray("ids", new JsonArray()).isEmpty(), "dev needs ids");
        require(!message.getJsonObject("o", new JsonObject()).getString("name", "").isEmpty(), "o needs a name");
        JsonObject components = message.getJsonObject("cmps", new JsonObject());
        require(!components.isEmpty(), "cmps is empty");
        for (String key : components.fieldNames()) {
            require(key.matches("[A-Za-z0-9_-]+"), "component id " + key);
            component(key, components.getJsonObject(key), device.getString("name", ""));
        }
    }

    private void component(String key, JsonObject component, String deviceName) {
        String platform = component.getString("p", "");
        if (!PLATFORMS.containsKey(platform)) {
            problems.add(key + ": platform '" + platform + "' is none for MQTT");
            return;
        }
        Set<String> required = PLATFORMS.get(platform).get(0);
        require(component.fieldNames().containsAll(required), key + ": needs " + required);
        Set<String> allowed = new HashSet<>(required);
        allowed.addAll(PLATFORMS.get(platform).get(1));
        if (platform.equals("device_automation")) {
            allowed.add("p");
            require("trigger".equals(component.getString("automation_type")), key + ": automation_type");
            require(triggers.add(component.getString("type") + "/" + component.getString("subtype")), key + ": type and subtype recur");
        } else {
            allowed.addAll(ENTITY);
            entity(key, component, deviceName);
        }
        for (String field : component.fieldNames()) {
            require(allowed.contains(field) || field.equals("command_topic") && platform.equals("text"), key + ": unknown key " + field);
        }
        special(key, platform, component);
    }

    private void entity(String key, JsonObject entity, String deviceName) {
        require(uniqueIds.add(entity.getString("unique_id", "")) && !entity.getString("unique_id", "").isEmpty(), key + ": unique_id is missing or recurs");
        require(!entity.containsKey("object_id"), key + ": object_id is gone since 2026.4");
        require(!entity.getString("name", "").startsWith(deviceName + " "), key + ": the name repeats the device's");
        require(Set.of("config", "diagnostic").contains(entity.getString("entity_category", "config")), key + ": entity_category");
        require(String.valueOf(entity.getValue("icon", "mdi:x")).matches("mdi:[a-z0-9-]+"), key + ": icon");
    }

    private void special(String key, String platform, JsonObject component) {
        switch (platform) {
            case "event" -> {
                require(!component.getJsonArray("event_types").isEmpty(), key + ": event_types is empty");
                require(component.getString("value_template", "").contains("'event_type':"), key + ": the body needs event_type");
            }
            case "select" -> options(key, component.getJsonArray("options"));
            case "number" -> require(component.getDouble("min", 1.0) < component.getDouble("max", 100.0), key + ": min and max");
            case "sensor" -> {
                if (component.containsKey("options")) {
                    options(key, component.getJsonArray("options"));
                    require("enum".equals(component.getString("device_class")), key + ": options need device_class enum");
                    require(!component.containsKey("state_class"), key + ": options exclude state_class");
                }
                boolean bounded = component.containsKey("options") || component.containsKey("state_class");
                require(bounded || component.getString("value_template", "").contains("[:" + LONGEST + "]"), key + ": the state may be longer than 255");
            }
            default -> { }
        }
    }

    private void options(String key, JsonArray options) {
        require(!options.isEmpty() && new HashSet<>(options.getList()).size() == options.size(), key + ": options are none, or recur");
    }

    /** Every text: not empty, not null, not too long (templates aside); topics without wildcards; templates closed. */
    private void strings(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> strings(path + "/" + key, inner));
        } else if (value instanceof JsonObject object) {
            strings(path, object.getMap());
        } else if (value instanceof JsonArray array) {
            strings(path, array.getList());
        } else if (value instanceof Collection<?> list) {
            list.forEach(inner -> strings(path, inner));
        } else if (value instanceof String text) {
            boolean template = path.endsWith("template") || path.endsWith("_tpl");
            require(!text.isBlank() && (template || text.length() <= LONGEST), path + ": empty or too long");
            require(!template || text.startsWith("{{ ") && text.endsWith(" }}"), path + ": a template that is not closed");
            require(!path.endsWith("topic") && !path.endsWith("_t") || !text.contains("+") && !text.contains("#"), path + ": a topic with wildcards");
        } else {
            require(value instanceof Number || value instanceof Boolean, path + ": " + value);
        }
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
