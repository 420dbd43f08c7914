package dev.hearken.app.internal.demo;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.PahoHub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A home that listens to the speaker over TCP, as a hub would. Messages come on its own thread. */
public final class Subscriber implements AutoCloseable {

    /**
     * A message as it arrived.
     *
     * @param kind  last level of the topic
     * @param nanos when it arrived, on the scale of System.nanoTime()
     */
    public record Arrival(String kind, String body, long nanos) {
    }

    private final PahoHub hub;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final CountDownLatch connected = new CountDownLatch(1);

    public Subscriber(String brokerUrl, String siteId) {
        hub = new PahoHub(HubSettings.of(brokerUrl, "hearken-demo-home"));
        hub.subscribe("hearken/" + siteId + "/#", 1, this::arrived);
        hub.onState(state -> {
            if (state.phase() == HubPort.State.Phase.CONNECTED) {
                connected.countDown();
            }
        });
    }

    /** Connects; false if that takes too long. */
    public boolean connect(long seconds) throws InterruptedException {
        hub.start();
        return connected.await(seconds, TimeUnit.SECONDS);
    }

    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public void close() {
        hub.close();
    }

    private void arrived(HubPort.Received message) {
        long now = System.nanoTime();
        String kind = message.topic().substring(message.topic().lastIndexOf('/') + 1);
        arrivals.add(new Arrival(kind, new String(message.payload(), StandardCharsets.UTF_8), now));
    }
}
