package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.message.Messages;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.Mosquitto;
import dev.hearken.hub.PahoHub;
import dev.hearken.hub.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call of two whole speakers over a real mosquitto. */
class CallMosquittoTest {

    private static final long LIMIT_MILLIS = 30_000;

    @TempDir
    private Path folder;

    @Test
    void shouldCarryBothVoicesAndEndWithTheBroker() throws IOException {
        Mosquitto broker = Mosquitto.start(folder, "mqtt", "allow_anonymous true");
        try (broker; HubPort left = hub(broker, "hall", "Hall"); HubPort right = hub(broker, "kitchen", "Kitchen");
             HubPort witness = new PahoHub(HubSettings.of(broker.url(), "witness"))) {
            TwoRooms rooms = new TwoRooms(folder, left, right);
            Queue<String> states = new ConcurrentLinkedQueue<>();
            Queue<Integer> frames = new ConcurrentLinkedQueue<>();
            witness.subscribe("hearken/+/state", 1, received -> states.add(new String(received.payload(), StandardCharsets.UTF_8)));
            witness.subscribe("hearken/+/call/audio", 0, received -> frames.add(received.payload().length));
            witness.start();
            left.start();
            right.start();
            await("the two to know each other", () -> {
                rooms.run(1);
                return rooms.hall.assembly.neighbours().in(Optional.of("Kitchen")).equals(List.of("kitchen"))
                    && rooms.kitchen.assembly.neighbours().knows("hall");
            });
            rooms.hall.recogniser.says = TwoRooms.transcript("HearkenCall", Map.of("area", "Kitchen"));
            rooms.hall.sayCommand();
            await("the call", () -> {
                rooms.run(1);
                return states.stream().filter(state -> state.contains("\"calling\"")).count() >= 2 && frames.size() > 10;
            });
            rooms.hall.source.then(TwoRooms.syllables(TwoRooms.HALL_HERTZ, 20));
            rooms.kitchen.source.then(TwoRooms.syllables(TwoRooms.KITCHEN_HERTZ, 20));
            await("both voices", () -> {
                rooms.run(1);
                return TwoRooms.windows(rooms.kitchen, 0, TwoRooms.HALL_HERTZ) > 50 && TwoRooms.windows(rooms.hall, 0, TwoRooms.KITCHEN_HERTZ) > 50;
            });
            assertTrue(frames.stream().allMatch(bytes -> bytes == 14 || bytes == 338), "sizes on the wire");
            assertEquals("kitchen", rooms.hall.assembly.dialogue().calling());
            assertEquals("hall", rooms.kitchen.assembly.dialogue().calling());
            broker.kill();
            await("the end of it", () -> {
                rooms.run(10);
                return rooms.hall.assembly.dialogue().calling().isEmpty() && rooms.kitchen.assembly.dialogue().calling().isEmpty();
            });
            rooms.close();
        }
    }

    private static HubPort hub(Mosquitto broker, String siteId, String area) {
        return new PahoHub(HubSettings.of(broker.url(), siteId).withPresence(new Topics(siteId).presence(new String(TwoRooms.status(siteId, area),
            StandardCharsets.UTF_8), new Messages(siteId, Clock.systemUTC()).offline().encode())));
    }

    private static void await(String what, BooleanSupplier reached) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!reached.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, what);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
