package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateHintsTest {

    private final LoopHub hub = new LoopHub();
    private final List<UpdateHint> heard = new ArrayList<>();
    private long now = -5_000_000_000L;
    private final UpdateHints hints = new UpdateHints("kitchen", "stable", () -> now);

    @BeforeEach
    void subscribe() {
        hints.onHint(heard::add);
        hints.subscribe(hub);
    }

    private void hint(String topic, String body, boolean retained) {
        hub.deliver(topic, body.getBytes(StandardCharsets.UTF_8), retained);
    }

    private void pass(long seconds) {
        now += seconds * 1_000_000_000L;
    }

    @Test
    void shouldHearItsOwnAndEverybodysHints() {
        hint("hearken/kitchen/update/hint", "{\"deploymentId\":\"d-1\",\"channel\":\"stable\",\"later\":[1]}", false);
        pass(10);
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"d-2\"}", false);
        assertEquals(List.of(new UpdateHint("d-1", "stable"), new UpdateHint("d-2", "")), heard);
    }

    @Test
    void shouldIgnoreRetainedAndReplayedHints() {
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"d-1\"}", true);
        assertTrue(heard.isEmpty());
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"d-1\"}", false);
        pass(3600);
        hint("hearken/kitchen/update/hint", "{\"deploymentId\":\"d-1\"}", false);
        assertEquals(1, heard.size());
    }

    @Test
    void shouldNotBeKeptFromItsOwnChannelByAnother() {
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"d-1\",\"channel\":\"beta\"}", false);
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"d-2\",\"channel\":\"stable\"}", false);
        assertEquals(List.of(new UpdateHint("d-2", "stable")), heard);
    }

    @Test
    void shouldTurnAStormIntoOneLook() {
        for (int i = 0; i < 10_000; i++) {
            hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"storm-" + i + "\"}", false);
        }
        assertEquals(1, heard.size());
        pass(10);
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"calm\"}", false);
        assertEquals("calm", heard.get(1).deploymentId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d-1", "[]", "{}", "{\"deploymentId\":\"\"}", "{\"deploymentId\":\"a b\"}", "{\"deploymentId\":{\"a\":1}}",
        "{\"deploymentId\":\"a\",\"deploymentId\":\"b\"}", "{\"deploymentId\":\"a\",\"channel\":\"../..\"}", "{\"deploymentId\":\"a\"} {}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})
    void shouldIgnoreWhatIsNoHint(String body) {
        hint(UpdateHints.EVERYBODY, body, false);
        assertTrue(heard.isEmpty());
    }

    @Test
    void shouldIgnoreWhatIsTooLong() {
        hint(UpdateHints.EVERYBODY, "{\"deploymentId\":\"a\",\"x\":\"" + "y".repeat(2000) + "\"}", false);
        assertTrue(heard.isEmpty());
    }

    @Test
    void shouldTellEverybodyWithoutLeavingItAtTheBroker() {
        HubPort.Message message = UpdateHints.toEverybody(new UpdateHint("d-1", "stable"));
        assertFalse(message.retain());
        assertEquals(new UpdateHint("d-1", "stable"), UpdateHint.parse(message.payload()).orElseThrow());
        hub.deliver(message.topic(), message.payload(), false);
        assertEquals(1, heard.size());
    }
}
