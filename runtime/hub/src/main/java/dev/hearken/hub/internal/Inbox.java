package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Received;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Received messages on their way from the client library's thread to the handlers; bounded, and what comes beyond is dropped
 * and counted. {@link #dispatch} belongs to the connection loop, the rest is thread-safe.
 */
public final class Inbox {

    private record Subscriber(String topicFilter, Consumer<Received> handler) {
    }

    private static final Logger LOG = LoggerFactory.getLogger("dev.hearken.hub");

    private final ArrayBlockingQueue<Received> waiting;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Counters counters;

    public Inbox(int capacity, Counters counters) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.counters = counters;
    }

    public void add(String topicFilter, Consumer<Received> handler) {
        subscribers.add(new Subscriber(topicFilter, handler));
    }

    void offer(Received message) {
        counters.received.increment();
        if (!waiting.offer(message)) {
            counters.receivedDropped.increment();
        }
    }

    void dispatch() {
        for (Received message = waiting.poll(); message != null; message = waiting.poll()) {
            for (Subscriber subscriber : subscribers) {
                if (TopicNames.matches(subscriber.topicFilter(), message.topic())) {
                    hand(message, subscriber.handler());
                }
            }
        }
    }

    private static void hand(Received message, Consumer<Received> handler) {
        try {
            handler.accept(message);
        } catch (RuntimeException e) {
            LOG.warn("The handler of {} failed", message.topic(), e);
        }
    }
}
