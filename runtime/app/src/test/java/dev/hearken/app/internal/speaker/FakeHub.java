package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.MemoryHub;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The hub of a speaker whose site is "default". */
public final class FakeHub extends MemoryHub {

    public void receive(String command, String body, boolean retained) {
        receive(command, body.getBytes(StandardCharsets.UTF_8), retained);
    }

    void receive(String command, byte[] body, boolean retained) {
        String topic = "hearken/default/" + command;
        assertTrue(deliver(topic, body, retained) > 0, "nobody listens to " + topic);
    }

    /** Bodies published on a topic, oldest first. */
    List<JsonObject> bodies(String kind) {
        return published.stream().filter(m -> m.topic().equals("hearken/default/" + kind))
            .map(m -> new JsonObject(new String(m.payload(), StandardCharsets.UTF_8))).toList();
    }

    /** Kinds of the messages in the order of publishing, state changes as "state:name". */
    List<String> kinds() {
        return published.stream().map(m -> m.topic().substring("hearken/default/".length())).toList();
    }
}
