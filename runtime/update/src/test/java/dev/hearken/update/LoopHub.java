package dev.hearken.update;

import dev.hearken.hub.HubPort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A hub without a broker: what is published goes to a carrier of the test's choice, what the carrier delivers to the subscribers. */
final class LoopHub implements HubPort {

    private record Subscriber(String filter, Consumer<Received> handler) {
    }

    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<Message> published = new ArrayList<>();
    private Consumer<Message> carrier = message -> { };
    private State state = new State(State.Phase.CONNECTED, "loop");

    void carryBy(Consumer<Message> next) {
        carrier = next;
    }

    void deliver(String topic, byte[] payload, boolean retained) {
        Received received = new Received(topic, payload, 1, retained);
        subscribers.stream().filter(subscriber -> subscriber.filter().equals(topic)).forEach(subscriber -> subscriber.handler().accept(received));
    }

    List<Message> published() {
        return published;
    }

    void phase(State.Phase phase) {
        state = new State(phase, "the broker is away");
    }

    @Override
    public void start() {
        // Always connected.
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
