package dev.hearken.app.internal.message;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** The speaker's side of the hub: publishes bodies on their topics and turns what arrives into commands. */
public final class SpeakerHub {

    /** Commands that make sense for all speakers of a home at once. */
    private static final Set<SiteTopic> TO_ALL = EnumSet.of(SiteTopic.SAY, SiteTopic.PLAY, SiteTopic.STOP);

    private final HubPort port;
    private final Topics topics;

    public SpeakerHub(HubPort port, Topics topics) {
        this.port = port;
        this.topics = topics;
    }

    public void publish(SiteTopic kind, JsonObject body) {
        port.publish(topics.message(kind, body.encode().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Subscribes to all commands but the sound of calls. Retained ones are old and ignored.
     *
     * @param commands   called on the hub's thread
     * @param unreadable told, on the hub's thread, what is wrong with a command that cannot be read
     */
    public void listen(Consumer<HubCommand> commands, Consumer<String> unreadable) {
        for (SiteTopic kind : SiteTopic.values()) {
            if (kind.command() && kind != SiteTopic.CALL_AUDIO) {
                subscribe(topics.topic(kind), kind, commands, unreadable);
            }
        }
        for (SiteTopic kind : TO_ALL) {
            subscribe(Topics.toAll(kind), kind, commands, unreadable);
        }
    }

    private void subscribe(String topic, SiteTopic kind, Consumer<HubCommand> commands, Consumer<String> unreadable) {
        port.subscribe(topic, kind.qos(), received -> {
            if (!received.retained()) {
                accept(kind, received, commands, unreadable);
            }
        });
    }

    private static void accept(SiteTopic kind, HubPort.Received received, Consumer<HubCommand> commands, Consumer<String> unreadable) {
        HubCommand command;
        try {
            command = HubCommand.parse(kind, received.payload());
        } catch (IllegalArgumentException e) {
            unreadable.accept(received.topic() + ": " + e.getMessage());
            return;
        }
        commands.accept(command);
    }
}
