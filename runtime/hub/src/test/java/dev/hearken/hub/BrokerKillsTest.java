package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker without a memory that dies again and again while intents are on their way: none is lost, none comes too late. */
class BrokerKillsTest {

    private static final int KILLS = 50;
    private static final int INTENTS = 500;
    private static final Duration LONG = Duration.ofMinutes(2);
    /** Shorter than the broker stays away. */
    private static final Duration SHORT = Duration.ofNanos(1);

    @TempDir
    private Path folder;

    private static HubSettings settings(String url, String clientId) {
        return HubSettings.of(url, clientId).withTiming(new HubSettings.Timing(Duration.ofSeconds(5), Duration.ofSeconds(5),
                Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofSeconds(2)));
    }

    private static Message intent(String id, Duration expiry) {
        return new Message("hearken/kitchen/intent", id.getBytes(StandardCharsets.UTF_8), 1, false, expiry, Urgency.INTENT);
    }

    @Test
    void shouldDeliverEveryLivingIntentAndNoDeadOne() throws Exception {
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        Recorder<State> states = new Recorder<>();
        Set<String> alive = new TreeSet<>();
        try (Mosquitto broker = Mosquitto.start(folder, "mqtt", "allow_anonymous true");
             PahoHub speaker = new PahoHub(settings(broker.url(), "speaker"));
             PahoHub home = new PahoHub(settings(broker.url(), "home"))) {
            Recorder<String> received = new Recorder<>();
            home.subscribe("hearken/+/intent", 1, (Received message) -> {
                String id = new String(message.payload(), StandardCharsets.UTF_8);
                if (arrived.add(id)) {
                    received.accept(id);
                }
            });
            speaker.onState(states);
            home.start();
            speaker.start();
            for (int kill = 0; kill < KILLS; kill++) {
                int seen = states.count();
                for (int i = 0; i < INTENTS / KILLS; i++) {
                    if (i == 5) {
                        // In the middle of the burst: some are acknowledged, some on the wire, some still wait.
                        broker.kill();
                        states.awaitAfter(Math.max(0, seen - 1), "loss", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
                    }
                    String id = "i" + kill + "-" + i;
                    boolean dies = i == 7;
                    speaker.publish(intent(id, dies ? SHORT : LONG));
                    if (!dies) {
                        alive.add(id);
                    }
                }
                int before = states.count();
                broker.restart();
                states.awaitAfter(before - 1, "reconnection", state -> state.phase() == Phase.CONNECTED);
            }
            received.await("the last intent", id -> arrived.containsAll(alive));
            assertEquals(alive, new TreeSet<>(arrived));
            assertEquals(KILLS, speaker.metrics().expired());
            assertTrue(speaker.metrics().connects() >= KILLS, speaker.metrics().toString());
        }
    }
}
