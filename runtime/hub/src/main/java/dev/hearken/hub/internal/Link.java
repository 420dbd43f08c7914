package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Received;
import java.time.Duration;
import java.util.List;

/**
 * One connection to the broker, from its attempt to its end; never used twice. Methods are called by the connection loop
 * only and do not block, except {@link #disconnect}. Everything that happens is told to the {@link Listener}, from any thread.
 */
public interface Link {

    void connect();

    void subscribe(List<Filter> filters);

    /** @param remainingSeconds for the broker's own expiry; 0 = never */
    void send(Outbox.Entry entry, long remainingSeconds);

    /** Says goodbye, so that the broker does not publish the last will; returns after at most {@code limit}. */
    void disconnect(Duration limit);

    /** Drops the connection at once, without a word to the broker. */
    void abandon();

    record Filter(String topicFilter, int qos) {
    }

    /**
     * @param refused whether the broker (or its certificate) said no, so that a person has to change something
     * @param version whether another version of MQTT may succeed
     */
    record Failure(boolean refused, String detail, boolean version) {
        public Failure(boolean refused, String detail) {
            this(refused, detail, false);
        }
    }

    /** What a link tells. */
    sealed interface Event {
        /** @param window how many unacknowledged messages the broker allows */
        record Connected(int window) implements Event {
        }

        /** The attempt came to nothing. */
        record Failed(Failure failure) implements Event {
        }

        /** @param refused filters the broker did not accept, with its reason */
        record Subscribed(List<String> refused) implements Event {
        }

        record Delivered(long id) implements Event {
        }

        record Rejected(long id, String reason) implements Event {
        }

        /** The broker took the message, but nobody has subscribed to its topic. */
        record Unheard(long id) implements Event {
        }

        record Lost(Failure failure) implements Event {
        }
    }

    /** Called from the client library's threads; must only hop. */
    interface Listener {
        void onEvent(Link link, Event event);

        void onMessage(Link link, Received message);
    }

    /** Makes links. */
    interface Factory {
        Link open(Listener listener);
    }
}
