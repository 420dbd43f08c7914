package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.MemoryHub;
import dev.hearken.hub.Mosquitto;
import dev.hearken.hub.PahoHub;
import dev.hearken.hub.Topics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole speakers that hear one command: in memory, and over a real mosquitto. */
class TwoSpeakersTest {

    private static final long LIMIT_MILLIS = 30_000;

    @TempDir
    private Path folder;

    private HandSteppedSpeaker speaker(String siteId, HubPort hub) throws IOException {
        return new HandSteppedSpeaker(Files.createDirectories(folder.resolve(siteId)), Optional.of(hub), new Override("test", "site-id", siteId));
    }

    private static String status(String siteId) {
        return new Messages(siteId, Clock.systemUTC()).online("test", "en", "en-small", "home", "").encode();
    }

    /** The same command, heard alike by both. */
    private static void say(HandSteppedSpeaker near, HandSteppedSpeaker far) {
        near.source.then(1, 8_000).then(FakeHearing.WAKE, 8_000).then(5, 16_000).then(0, 8_000);
        far.source.then(1, 8_000).then(FakeHearing.WAKE, 8_000).then(5, 16_000).then(0, 8_000);
    }

    private static void step(HandSteppedSpeaker one, HandSteppedSpeaker other) {
        one.step(1);
        other.step(1);
        one.tick();
        other.tick();
    }

    @Test
    void shouldTellInOneHomeWhichOfTwoAnswersAndLoseNothingOfTheCommand() throws IOException {
        MemoryHub left = new MemoryHub();
        MemoryHub right = new MemoryHub();
        left.carryBy(message -> right.deliver(message.topic(), message.payload(), false));
        right.carryBy(message -> left.deliver(message.topic(), message.payload(), false));
        HandSteppedSpeaker one = speaker("bedroom", left);
        HandSteppedSpeaker other = speaker("kitchen", right);
        left.deliver("hearken/kitchen/status", status("kitchen").getBytes(StandardCharsets.UTF_8), true);
        right.deliver("hearken/bedroom/status", status("bedroom").getBytes(StandardCharsets.UTF_8), true);
        say(one, other);
        for (int i = 0; i < 400; i++) {
            step(one, other);
        }
        assertEquals(1, count(left, "bedroom", "intent"), "of two that hear alike the first by name");
        assertEquals(16_000, one.recogniser.heard.stream().filter(s -> s == 5).count(), "what was said during the wait is heard as well");
        assertEquals(0, count(right, "kitchen", "wake"));
        assertEquals(0, count(right, "kitchen", "intent"));
        assertTrue(count(right, "kitchen", "bid") > 0, "it has taken part");
    }

    @Test
    void shouldTellOverMosquitto() throws IOException {
        try (Mosquitto broker = Mosquitto.start(folder, "mqtt", "allow_anonymous true");
             HubPort left = hub(broker, "bedroom"); HubPort right = hub(broker, "kitchen"); HubPort witness = new PahoHub(HubSettings.of(broker.url(), "witness"))) {
            Queue<JsonObject> bids = new ConcurrentLinkedQueue<>();
            Queue<String> intents = new ConcurrentLinkedQueue<>();
            Queue<String> present = new ConcurrentLinkedQueue<>();
            witness.subscribe("hearken/+/bid", 1, received -> bids.add(new JsonObject(new String(received.payload(), StandardCharsets.UTF_8))));
            witness.subscribe("hearken/+/intent", 1, received -> intents.add(received.topic()));
            witness.subscribe("hearken/+/status", 1, received -> present.add(received.topic()));
            witness.start();
            HandSteppedSpeaker one = speaker("bedroom", left);
            HandSteppedSpeaker other = speaker("kitchen", right);
            left.start();
            right.start();
            await("both to be there", () -> present.contains("hearken/bedroom/status") && present.contains("hearken/kitchen/status"));
            settle(one, other);
            say(one, other);
            await("the intent", () -> {
                step(one, other);
                return !intents.isEmpty();
            });
            settle(one, other);
            assertEquals(List.of("hearken/bedroom/intent"), List.copyOf(intents));
            assertTrue(bids.stream().anyMatch(bid -> bid.getString("siteId").equals("kitchen")), "the other has bid: " + bids);
        }
    }

    private static HubPort hub(Mosquitto broker, String siteId) {
        return new PahoHub(HubSettings.of(broker.url(), siteId).withPresence(new Topics(siteId).presence(status(siteId),
            new Messages(siteId, Clock.systemUTC()).offline().encode())));
    }

    /** Lets what is on the wire arrive, and a second of the speakers' time pass. */
    private static void settle(HandSteppedSpeaker one, HandSteppedSpeaker other) {
        for (int i = 0; i < 100; i++) {
            step(one, other);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void await(String what, BooleanSupplier reached) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!reached.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, what);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static long count(MemoryHub hub, String siteId, String kind) {
        return hub.published.stream().filter(message -> message.topic().equals("hearken/" + siteId + "/" + kind)).count();
    }
}
