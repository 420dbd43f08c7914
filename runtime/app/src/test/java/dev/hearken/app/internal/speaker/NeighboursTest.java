package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private final FakeHub hub = new FakeHub();
    private final Neighbours neighbours = new Neighbours("hall");

    @Test
    void shouldKnowWhoIsThereAndInWhichRoom() {
        neighbours.begin(hub, Runnable::run);
        tell("hall", "{\"siteId\": \"hall\", \"online\": true}");
        tell("k1", "{\"siteId\": \"k1\", \"online\": true, \"area\": \"Kitchen\"}");
        tell("living-room", "{\"siteId\": \"living-room\", \"online\": true}");
        assertEquals(List.of("k1", "living-room"), neighbours.in(Optional.empty()));
        assertEquals(List.of("k1"), neighbours.in(Optional.of("kitchen")));
        assertEquals(List.of("living-room"), neighbours.in(Optional.of("Living Room")));
        tell("k1", "{\"siteId\": \"k1\", \"online\": false}");
        assertEquals(List.of("living-room"), neighbours.in(Optional.empty()));
    }

    @Test
    void shouldBelieveNoNameThatCannotBeATopic() {
        neighbours.begin(hub, Runnable::run);
        for (String name : List.of("", "all", "a/b", "+", "#", "x".repeat(65))) {
            tell("x", "{\"siteId\": \"" + name + "\", \"online\": true}");
        }
        tell("x", "no JSON");
        tell("x", "{\"siteId\": 7, \"online\": \"yes\"}");
        assertEquals(List.of(), neighbours.in(Optional.empty()));
    }

    private void tell(String site, String body) {
        hub.deliver("hearken/" + site + "/status", body.getBytes(StandardCharsets.UTF_8), true);
    }
}
