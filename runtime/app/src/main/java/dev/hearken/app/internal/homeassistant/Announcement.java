package dev.hearken.app.internal.homeassistant;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Keeps Home Assistant informed that the speaker is one of its devices: one retained message, told again whenever Home
 * Assistant says that it has started. Where discovery is off, the retained message of an earlier time is deleted.
 */
public final class Announcement {

    private final HubPort port;
    private final String topic;
    private final String statusTopic;
    private volatile byte[] body;

    /**
     * @param prefix    Home Assistant's discovery prefix, usually {@code homeassistant}
     * @param discovery the message, or an empty object where the speaker shall be no device
     */
    public Announcement(HubPort port, String prefix, String siteId, JsonObject discovery) {
        this.port = port;
        topic = prefix + "/device/" + Discovery.id(siteId) + "/config";
        statusTopic = prefix + "/status";
        body = bytes(discovery);
    }

    private static byte[] bytes(JsonObject discovery) {
        return discovery.isEmpty() ? new byte[0] : discovery.encode().getBytes(StandardCharsets.UTF_8);
    }

    /** The speaker has become another device: what can be chosen, or understood, has changed. @param discovery empty only where it was before */
    public void change(JsonObject discovery) {
        byte[] next = bytes(discovery);
        if (!Arrays.equals(next, body)) {
            body = next;
            publish();
        }
    }

    /** Publishes now, as soon as there is a connection, and again whenever Home Assistant comes up. Once. */
    public void begin() {
        publish();
        if (body.length > 0) {
            port.subscribe(statusTopic, 1, received -> {
                if (new String(received.payload(), StandardCharsets.UTF_8).strip().equals("online") && !received.retained()) {
                    publish();
                }
            });
        }
    }

    private void publish() {
        port.publish(new Message(topic, body, 1, true, Duration.ZERO, Urgency.EVENT));
    }
}
