package dev.hearken.hub;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The speaker's way to the home's hub. No call blocks and none throws because the broker is away; callbacks come on the
 * adapter's own thread and must only hop to another.
 */
public interface HubPort extends AutoCloseable {

    /** Starts connecting, and keeps connecting with growing, jittered pauses for as long as the port lives. */
    void start();

    /** Hands over a message; it waits in a bounded outbox while there is no connection and is dropped when it expires. */
    void publish(Message message);

    /** Subscribes now and after every reconnect. Retained messages are marked in {@link Received#retained()}. */
    void subscribe(String topicFilter, int qos, Consumer<Received> handler);

    /** Current state; changes are told to {@link #onState}. */
    State state();

    void onState(Consumer<State> listener);

    @Override
    void close();

    /**
     * @param phase  where the connection stands
     * @param detail broker, or the reason why there is no connection, in a user's words
     */
    record State(Phase phase, String detail) {
        public enum Phase { STOPPED, CONNECTING, CONNECTED, WAITING_TO_RECONNECT, REFUSED }
    }

    /**
     * @param topic   full topic
     * @param payload bytes, not copied
     * @param qos     0, 1 or 2
     * @param retain  whether the broker keeps it
     * @param expiry  after this long it must not be delivered any more; zero = never expires
     * @param urgency which messages the outbox drops first when it is full
     */
    record Message(String topic, byte[] payload, int qos, boolean retain, Duration expiry, Urgency urgency) {
        public enum Urgency { TELEMETRY, EVENT, INTENT }
    }

    record Received(String topic, byte[] payload, int qos, boolean retained) {
    }
}
