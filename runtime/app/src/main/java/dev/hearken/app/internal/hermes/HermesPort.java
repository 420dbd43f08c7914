package dev.hearken.app.internal.hermes;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The Hermes topics of one site: publishes bodies, and hands those that are meant for this site to the event loop. */
final class HermesPort {

    static final String HERMES = "hermes/";
    static final String RHASSPY = "rhasspy/";

    /** Nothing of a conversation means anything after this long. */
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Duration SOUND_LIFE = Duration.ofSeconds(1);
    /** Site of messages that name none, by the protocol. */
    private static final String DEFAULT_SITE = "default";

    private final HubPort port;
    private final Executor loop;
    private final String siteId;

    HermesPort(HubPort port, Executor loop, String siteId) {
        this.port = port;
        this.loop = loop;
        this.siteId = siteId;
    }

    String siteId() {
        return siteId;
    }

    /** @param component that is told of what cannot be read, as in {@code hermes/error/<component>} */
    void on(String topic, String component, Consumer<JsonObject> handler) {
        port.subscribe(topic, 1, received -> {
            if (received.retained()) {
                return;
            }
            try {
                String text = new String(received.payload(), StandardCharsets.UTF_8).strip();
                JsonObject body = text.isEmpty() ? new JsonObject() : new JsonObject(text);
                if (siteId.equals(body.getValue("siteId", DEFAULT_SITE)) || body.getValue("siteId") == null && siteId.equals(DEFAULT_SITE)
                    || body.getValue("siteId") == null && body.containsKey("sessionId")) {
                    loop.execute(() -> guarded(topic, component, body, handler));
                }
            } catch (DecodeException e) {
                error(component, topic + ": the body is no JSON object", "");
            }
        });
    }

    /** Bytes instead of JSON; the handler is given the last level of the topic, on the hub's thread. */
    void onBytes(String filter, BiConsumer<String, byte[]> handler) {
        port.subscribe(filter, 1, received -> {
            if (!received.retained()) {
                handler.accept(received.topic().substring(received.topic().lastIndexOf('/') + 1), received.payload());
            }
        });
    }

    private void guarded(String topic, String component, JsonObject body, Consumer<JsonObject> handler) {
        try {
            handler.accept(body);
        } catch (IllegalArgumentException | ClassCastException e) {
            error(component, topic + ": " + e.getMessage(), body.getValue("sessionId") instanceof String session ? session : "");
        }
    }

    /** @param topic with its first level */
    void publish(String topic, JsonObject body) {
        boolean intent = topic.startsWith(HERMES + "intent/");
        port.publish(new Message(topic, body.encode().getBytes(StandardCharsets.UTF_8), 1, false, LIFE, intent ? Urgency.INTENT : Urgency.EVENT));
    }

    void sound(String topic, byte[] wav, boolean stream) {
        port.publish(new Message(topic, wav, stream ? 0 : 1, false, stream ? SOUND_LIFE : LIFE, stream ? Urgency.TELEMETRY : Urgency.EVENT));
    }

    void error(String component, String error, String sessionId) {
        JsonObject body = new JsonObject().put("siteId", siteId).put("error", error).put("context", component);
        publish(HERMES + "error/" + component, sessionId.isEmpty() ? body : body.put("sessionId", sessionId));
    }
}
