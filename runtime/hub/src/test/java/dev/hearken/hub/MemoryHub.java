package dev.hearken.hub;

import dev.hearken.hub.internal.TopicNames;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A hub in memory: keeps what is published, hands it to a carrier if a test sets one, and delivers what the test sends. Any thread. */
public class MemoryHub implements HubPort {

    private record Subscriber(String filter, Consumer<Received> handler) {
    }

    /** All that was published, oldest first. */
    public final List<Message> published = new CopyOnWriteArrayList<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private volatile Consumer<Message> carrier = message -> { };
    private volatile State state = new State(State.Phase.CONNECTED, "memory");

    /** @param next told each message as it is published */
    public void carryBy(Consumer<Message> next) {
        carrier = next;
    }

    public void phase(State.Phase phase) {
        state = new State(phase, "set by the test");
    }

    /** Hands a message to whoever has subscribed to it. @return how many have */
    public int deliver(String topic, byte[] payload, boolean retained) {
        List<Subscriber> meant = subscribers.stream().filter(subscriber -> TopicNames.matches(subscriber.filter(), topic)).toList();
        meant.forEach(subscriber -> subscriber.handler().accept(new Received(topic, payload, 1, retained)));
        return meant.size();
    }

    /** Filters that were subscribed to, in order. */
    public List<String> filters() {
        return subscribers.stream().map(Subscriber::filter).toList();
    }

    @Override
    public void start() {
        // Always there.
    }

    @Override
    public void publish(Message message) {
        published.add(message);
        carrier.accept(message);
    }

    @Override
    public void subscribe(String topicFilter, int qos, Consumer<Received> handler) {
        subscribers.add(new Subscriber(topicFilter, handler));
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void onState(Consumer<State> listener) {
        // It changes only between calls.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
