package dev.hearken.app.internal.speaker;

import dev.hearken.hub.HubPort;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A hub in memory: keeps what is published and delivers what a test sends. */
public final class FakeHub implements HubPort {

    public final List<Message> published = new ArrayList<>();
    private final Map<String, Consumer<Received>> handlers = new HashMap<>();

    @Override
    public void start() {
    }

    @Override
    public void publish(Message message) {
        published.add(message);
    }

    @Override
    public void subscribe(String topicFilter, int qos, Consumer<Received> handler) {
        handlers.put(topicFilter, handler);
    }

    @Override
    public State state() {
        return new State(State.Phase.CONNECTED, "memory");
    }

    @Override
    public void onState(Consumer<State> listener) {
    }

    @Override
    public void close() {
    }

    public void receive(String command, String body, boolean retained) {
        receive(command, body.getBytes(StandardCharsets.UTF_8), retained);
    }

    void receive(String command, byte[] body, boolean retained) {
        String topic = "hearken/default/" + command;
        handlers.get(topic).accept(new Received(topic, body, 1, retained));
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
