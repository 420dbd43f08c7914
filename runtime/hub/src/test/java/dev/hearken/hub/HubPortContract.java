package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every HubPort does with every broker. */
abstract class HubPortContract {

    private final List<HubPort> ports = new ArrayList<>();
    private TestBroker broker;

    abstract TestBroker startBroker() throws Exception;

    abstract HubPort open(HubSettings settings);

    @BeforeEach
    void start() throws Exception {
        broker = startBroker();
    }

    @AfterEach
    void stop() throws Exception {
        ports.forEach(HubPort::close);
        if (broker != null) {
            broker.close();
        }
    }

    private HubSettings settings(String clientId) {
        return HubSettings.of(broker.url(), clientId).withTiming(new HubSettings.Timing(Duration.ofSeconds(5),
                Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofSeconds(3)));
    }

    private HubPort port(HubSettings settings, Recorder<State> states) {
        HubPort port = open(settings);
        ports.add(port);
        port.onState(states);
        return port;
    }

    private HubPort connected(HubSettings settings) {
        Recorder<State> states = new Recorder<>();
        HubPort port = port(settings, states);
        port.start();
        awaitConnected(states, 0);
        return port;
    }

    private static void awaitConnected(Recorder<State> states, int from) {
        states.awaitAfter(from, "connection", state -> state.phase() == Phase.CONNECTED);
    }

    /** Subscribed before the start, so that what comes after the connect is certain to arrive. */
    private HubPort listener(String clientId, String filter, Recorder<Received> received) {
        Recorder<State> states = new Recorder<>();
        HubPort port = port(settings(clientId), states);
        port.subscribe(filter, 1, received);
        port.start();
        awaitConnected(states, 0);
        return port;
    }

    private static Message event(String topic, String text) {
        return new Message(topic, bytes(text), 1, false, Duration.ofSeconds(60), Urgency.EVENT);
    }

    private static Message retained(String topic, String text) {
        return new Message(topic, bytes(text), 1, true, Duration.ZERO, Urgency.EVENT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Received message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldDeliverEachMessageOnceAndInOrder() {
        Recorder<Received> received = new Recorder<>();
        listener("ears", "hearken/+/intent", received);
        HubPort speaker = connected(settings("speaker"));

        List<String> sent = IntStream.range(0, 100).mapToObj(i -> "n" + i).collect(Collectors.toList());
        sent.forEach(text -> speaker.publish(event("hearken/kitchen/intent", text)));
        speaker.publish(event("hearken/kitchen/state", "not subscribed"));
        speaker.publish(event("hearken/kitchen/intent", "last"));

        received.await("the last message", message -> text(message).equals("last"));
        sent.add("last");
        assertEquals(sent, received.all().stream().map(HubPortContract::text).toList());
        assertTrue(received.all().stream().allMatch(message -> message.qos() == 1 && !message.retained()));
    }

    @Test
    void shouldCarryEveryByteAndEveryQos() {
        Recorder<Received> received = new Recorder<>();
        Recorder<State> states = new Recorder<>();
        HubPort ears = port(settings("ears"), states);
        ears.subscribe("raw/#", 2, received);
        ears.start();
        awaitConnected(states, 0);
        HubPort speaker = connected(settings("speaker"));
        byte[] payload = new byte[100_000];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31);
        }

        for (int qos = 0; qos <= 2; qos++) {
            speaker.publish(new Message("raw/" + qos, payload, qos, false, Duration.ZERO, Urgency.EVENT));
            String topic = "raw/" + qos;
            Received message = received.await(topic, m -> m.topic().equals(topic));
            assertArrayEquals(payload, message.payload());
            assertEquals(qos, message.qos());
        }
    }

    @Test
    void shouldMarkRetainedMessagesOnlyForThoseWhoComeLater() {
        Recorder<Received> early = new Recorder<>();
        listener("early", "hearken/kitchen/state", early);
        HubPort speaker = connected(settings("speaker"));
        speaker.publish(retained("hearken/kitchen/state", "idle"));
        assertFalse(early.await("live message", m -> true).retained());

        Recorder<Received> late = new Recorder<>();
        listener("late", "hearken/kitchen/state", late);

        assertTrue(late.await("retained message", m -> text(m).equals("idle")).retained());
    }

    @Test
    void shouldKeepMessagesUntilTheBrokerIsThere() throws Exception {
        Recorder<State> states = new Recorder<>();
        broker.kill();
        HubPort speaker = port(settings("speaker"), states);
        speaker.start();
        speaker.publish(retained("hearken/kitchen/state", "kept"));
        states.await("the pause", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
        assertTrue(speaker.state().detail().length() > 0);

        broker.restart();

        awaitConnected(states, 0);
        Recorder<Received> received = new Recorder<>();
        listener("ears", "hearken/kitchen/state", received);
        received.await("what was said before there was a broker", m -> text(m).equals("kept"));
    }

    @Test
    void shouldSubscribeAgainAndTellRetainedStateAgainAfterTheBrokerWasKilled() throws Exception {
        Recorder<Received> commands = new Recorder<>();
        Recorder<State> states = new Recorder<>();
        HubPort speaker = port(settings("speaker").withPresence(
                HubSettings.Presence.of("hearken/kitchen/status", "online", "offline")), states);
        speaker.subscribe("hearken/kitchen/say", 1, commands);
        speaker.start();
        awaitConnected(states, 0);
        speaker.publish(retained("hearken/kitchen/state", "listening"));
        Recorder<Received> first = new Recorder<>();
        listener("first", "hearken/kitchen/state", first);
        first.await("state", m -> text(m).equals("listening"));

        int before = states.count();
        broker.kill();
        states.awaitAfter(before, "loss", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
        speaker.publish(event("hearken/kitchen/intent", "while away"));
        broker.restart();
        awaitConnected(states, before);

        Recorder<Received> home = new Recorder<>();
        HubPort hub = listener("home", "hearken/kitchen/+", home);
        home.await("state after the restart", m -> m.topic().endsWith("/state") && text(m).equals("listening"));
        home.await("presence after the restart", m -> m.topic().endsWith("/status") && text(m).equals("online"));
        hub.publish(event("hearken/kitchen/say", "hello"));
        commands.await("command after the restart", m -> text(m).equals("hello"));
        assertEquals(1, commands.count());
    }

    @Test
    void shouldNotReplayAnIntentThatIsTooOld() throws Exception {
        Recorder<State> states = new Recorder<>();
        Recorder<Received> received = new Recorder<>();
        PahoHub speaker = (PahoHub) port(settings("speaker"), states);
        speaker.subscribe("hearken/kitchen/#", 1, received);
        speaker.start();
        awaitConnected(states, 0);
        int before = states.count();
        broker.kill();
        states.awaitAfter(before, "loss", state -> state.phase() == Phase.WAITING_TO_RECONNECT);

        speaker.publish(new Message("hearken/kitchen/intent", bytes("stale"), 1, false, Duration.ofNanos(1), Urgency.INTENT));
        speaker.publish(new Message("hearken/kitchen/intent", bytes("fresh"), 1, false, Duration.ofMinutes(5), Urgency.INTENT));
        broker.restart();

        received.await("the fresh intent", m -> text(m).equals("fresh"));
        assertEquals(List.of("fresh"), received.all().stream().map(HubPortContract::text).toList());
        assertEquals(1, speaker.metrics().expired());
    }

    @Test
    void shouldNotReceiveCommandsThatWereGivenWhileItWasAway() {
        Recorder<Received> missed = new Recorder<>();
        listener("speaker", "hearken/kitchen/say", missed).close();
        Recorder<Received> witness = new Recorder<>();
        HubPort home = listener("home", "hearken/kitchen/say", witness);
        home.publish(event("hearken/kitchen/say", "stale"));
        witness.await("the command", m -> text(m).equals("stale"));

        Recorder<Received> received = new Recorder<>();
        listener("speaker", "hearken/kitchen/say", received);
        home.publish(event("hearken/kitchen/say", "now"));

        received.await("the new command", m -> text(m).equals("now"));
        assertEquals(1, received.count());
        assertEquals(0, missed.count());
    }

    @Test
    void shouldTellByLastWillThatTheSpeakerIsGone() {
        HubSettings.Presence presence = HubSettings.Presence.of("hearken/kitchen/status", "online", "offline");
        Recorder<Received> status = new Recorder<>();
        listener("ears", "hearken/kitchen/status", status);
        connected(settings("speaker").withPresence(presence));
        status.await("birth", m -> text(m).equals("online"));

        // A second client of the same name: the broker throws the first out, which is no orderly goodbye.
        connected(settings("speaker"));

        status.await("last will", m -> text(m).equals("offline"));
    }

    @Test
    void shouldSayGoodbyeAtAnOrderlyEnd() {
        Recorder<Received> received = new Recorder<>();
        listener("ears", "hearken/kitchen/#", received);
        HubPort speaker = connected(settings("speaker").withPresence(
                HubSettings.Presence.of("hearken/kitchen/status", "online", "offline")));
        received.await("birth", m -> text(m).equals("online"));

        speaker.publish(event("hearken/kitchen/intent", "last words"));
        speaker.close();

        received.await("farewell", m -> text(m).equals("offline"));
        assertEquals(List.of("online", "last words", "offline"), received.all().stream().map(HubPortContract::text).toList());
        assertEquals(Phase.STOPPED, speaker.state().phase());
    }

    @Test
    void shouldGoOnWhenAHandlerFails() {
        Recorder<Received> received = new Recorder<>();
        Recorder<State> states = new Recorder<>();
        HubPort port = port(settings("both"), states);
        port.subscribe("a", 1, message -> {
            throw new IllegalStateException("a handler's fault");
        });
        port.subscribe("a", 1, received);
        port.start();
        awaitConnected(states, 0);
        port.publish(event("a", "one"));
        port.publish(event("a", "two"));

        received.await("the second message", m -> text(m).equals("two"));
        assertEquals(Phase.CONNECTED, port.state().phase());
    }

    @Test
    void shouldRefuseWhatCanNeverBeSent() {
        HubPort port = connected(settings("speaker"));

        assertThrows(IllegalArgumentException.class, () -> port.publish(event("a/+/b", "x")));
        assertThrows(IllegalArgumentException.class, () -> port.publish(event("", "x")));
        assertThrows(IllegalArgumentException.class, () -> port.subscribe("a/b#", 1, message -> { }));
        assertThrows(IllegalArgumentException.class, () -> port.subscribe("a", 3, message -> { }));
    }

    @Test
    void shouldEndWithoutEverHavingBeenConnected() throws Exception {
        broker.kill();
        Recorder<State> states = new Recorder<>();
        HubPort port = port(settings("speaker"), states);
        port.start();
        port.publish(event("a", "never sent"));
        states.await("pause", state -> state.phase() == Phase.WAITING_TO_RECONNECT);

        port.close();

        assertEquals(Phase.STOPPED, port.state().phase());
        port.publish(event("a", "after the end"));
    }
}
