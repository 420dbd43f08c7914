package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The in-process broker with clients of MQTT 3.1.1; those of MQTT 5 are in the contract suite. */
class LocalBrokerTest {

    private Vertx vertx;
    private LocalBroker broker;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        broker = await(LocalBroker.start(vertx, LocalBroker.Options.LOOPBACK));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private MqttClient client(MqttClientOptions options, Recorder<MqttPublishMessage> received) throws Exception {
        MqttClient client = MqttClient.create(vertx, options);
        client.publishHandler(received::accept);
        await(client.connect(broker.port(), "127.0.0.1"));
        return client;
    }

    private MqttClient subscriber(Recorder<MqttPublishMessage> received, Map<String, Integer> filters) throws Exception {
        MqttClient client = client(new MqttClientOptions(), received);
        Recorder<Integer> acknowledged = new Recorder<>();
        client.subscribeCompletionHandler(answer -> acknowledged.accept(answer.messageId()));
        await(client.subscribe(filters));
        acknowledged.await("SUBACK", id -> true);
        return client;
    }

    private static void publish(MqttClient client, String topic, String text, MqttQoS qos, boolean retain) throws Exception {
        await(client.publish(topic, Buffer.buffer(text), qos, false, retain));
    }

    private static String text(MqttPublishMessage message) {
        return message.payload().toString();
    }

    @Test
    void shouldServeOldClientsAtEveryQos() throws Exception {
        Recorder<MqttPublishMessage> received = new Recorder<>();
        subscriber(received, Map.of("a/#", 2));
        MqttClient sender = client(new MqttClientOptions(), new Recorder<>());

        for (MqttQoS qos : List.of(MqttQoS.AT_MOST_ONCE, MqttQoS.AT_LEAST_ONCE, MqttQoS.EXACTLY_ONCE)) {
            publish(sender, "a/" + qos.value(), "x" + qos.value(), qos, false);
            MqttPublishMessage message = received.await("QoS " + qos, m -> text(m).equals("x" + qos.value()));
            assertEquals(qos, message.qosLevel());
        }
        assertEquals(3, received.count());
    }

    @Test
    void shouldDeliverOnceThoughTwoFiltersMatch() throws Exception {
        Recorder<MqttPublishMessage> received = new Recorder<>();
        subscriber(received, Map.of("a/#", 0, "a/b", 1));
        MqttClient sender = client(new MqttClientOptions(), new Recorder<>());
        publish(sender, "a/b", "once", MqttQoS.AT_LEAST_ONCE, false);
        publish(sender, "a/end", "end", MqttQoS.AT_LEAST_ONCE, false);

        received.await("the end", m -> text(m).equals("end"));
        assertEquals(2, received.count());
        assertEquals(MqttQoS.AT_LEAST_ONCE, received.all().get(0).qosLevel());
    }

    @Test
    void shouldForgetARetainedMessageWhenAnEmptyOneComes() throws Exception {
        MqttClient sender = client(new MqttClientOptions(), new Recorder<>());
        publish(sender, "r/gone", "x", MqttQoS.AT_LEAST_ONCE, true);
        publish(sender, "r/kept", "y", MqttQoS.AT_LEAST_ONCE, true);
        publish(sender, "r/gone", "", MqttQoS.AT_LEAST_ONCE, true);
        Recorder<MqttPublishMessage> received = new Recorder<>();
        subscriber(received, Map.of("r/#", 1));
        publish(sender, "r/end", "end", MqttQoS.AT_LEAST_ONCE, false);

        received.await("the end", m -> text(m).equals("end"));
        assertEquals(List.of("y", "end"), received.all().stream().map(LocalBrokerTest::text).toList());
        assertTrue(received.all().get(0).isRetain());
        assertFalse(received.all().get(1).isRetain());
    }

    @Test
    void shouldPublishTheLastWillOnlyOfThoseWhoDidNotSayGoodbye() throws Exception {
        Recorder<MqttPublishMessage> wills = new Recorder<>();
        subscriber(wills, Map.of("will/#", 1));
        MqttClientOptions polite = new MqttClientOptions().setClientId("polite").setWillFlag(true).setWillTopic("will/polite")
                .setWillMessageBytes(Buffer.buffer("x")).setWillQoS(1);
        await(client(polite, new Recorder<>()).disconnect());
        MqttClientOptions rude = new MqttClientOptions().setClientId("rude").setWillFlag(true).setWillTopic("will/rude")
                .setWillMessageBytes(Buffer.buffer("x")).setWillQoS(1);
        client(rude, new Recorder<>());
        // A second client of the same name throws the first out.
        client(new MqttClientOptions().setClientId("rude"), new Recorder<>());

        wills.await("the will", m -> m.topicName().equals("will/rude"));
        assertEquals(1, wills.count());
    }

    @Test
    void shouldAskForTheLogin() throws Exception {
        LocalBroker guarded = await(LocalBroker.start(vertx, LocalBroker.Options.LOOPBACK.withLogin("anna", "right")));
        assertThrows(ExecutionException.class, () -> await(MqttClient.create(vertx,
                new MqttClientOptions().setUsername("anna").setPassword("wrong")).connect(guarded.port(), "127.0.0.1")));
        await(MqttClient.create(vertx, new MqttClientOptions().setUsername("anna").setPassword("right"))
                .connect(guarded.port(), "127.0.0.1"));

        Recorder<HubPort.State> states = new Recorder<>();
        try (PahoHub hub = new PahoHub(HubSettings.of(guarded.url(), "speaker").withLogin("anna", "wrong"))) {
            hub.onState(states);
            hub.start();
            assertTrue(states.await("refusal", state -> state.phase() == HubPort.State.Phase.REFUSED).detail().contains("anna"));
        }
    }

    @Test
    void shouldRefuseMoreClientsThanItHasRoomFor() throws Exception {
        for (int i = 0; i < 64; i++) {
            client(new MqttClientOptions().setClientId("c" + i), new Recorder<>());
        }
        assertThrows(ExecutionException.class, () -> client(new MqttClientOptions().setClientId("one too many"), new Recorder<>()));
    }

    @Test
    void shouldFailWhenThePortIsTaken() {
        assertThrows(ExecutionException.class, () -> await(LocalBroker.start(vertx,
                LocalBroker.Options.LOOPBACK.withPort(broker.port()))));
    }

    @Test
    void shouldSurviveAMessageThatIsTooLarge() throws Exception {
        MqttClient sender = client(new MqttClientOptions().setMaxMessageSize(1 << 20), new Recorder<>());
        Recorder<Boolean> closed = new Recorder<>();
        sender.closeHandler(ignored -> closed.accept(true));
        sender.publish("big", Buffer.buffer(new byte[300_000]), MqttQoS.AT_MOST_ONCE, false, false);
        closed.await("the end of that client", done -> done);

        client(new MqttClientOptions(), new Recorder<>());
    }
}
