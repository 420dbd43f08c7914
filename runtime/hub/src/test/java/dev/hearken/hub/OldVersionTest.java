package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers that know only MQTT 3.1.1 and say so, or hang up. */
class OldVersionTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Accepts clients of MQTT 3.1.1, echoes what they publish, and does to others what it is told. */
    private String serve(Consumer<MqttEndpoint> toNewer) throws Exception {
        MqttServer server = MqttServer.create(vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0));
        server.endpointHandler(endpoint -> {
            if (endpoint.protocolVersion() >= 5) {
                toNewer.accept(endpoint);
                return;
            }
            endpoint.publishHandler(message -> {
                endpoint.publishAcknowledge(message.messageId());
                endpoint.publish(message.topicName(), message.payload(), MqttQoS.AT_MOST_ONCE, false, false);
            });
            endpoint.subscribeHandler(wanted -> endpoint.subscribeAcknowledge(wanted.messageId(),
                    wanted.topicSubscriptions().stream().map(s -> s.qualityOfService()).toList()));
            endpoint.accept(false);
        }).exceptionHandler(fault -> { });
        server.listen().toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
        return "mqtt://127.0.0.1:" + server.actualPort();
    }

    private static HubSettings settings(String url) {
        return HubSettings.of(url, "speaker").withTiming(new HubSettings.Timing(Duration.ofSeconds(5), Duration.ofSeconds(15),
                Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(2)));
    }

    private static void talkWith(String url) {
        Recorder<State> states = new Recorder<>();
        Recorder<Received> received = new Recorder<>();
        try (PahoHub hub = new PahoHub(settings(url))) {
            hub.onState(states);
            hub.subscribe("a/b", 1, received);
            hub.start();
            State first = states.await("the first failure", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
            assertTrue(first.detail().endsWith("next attempt with MQTT 3.1.1"), first.detail());
            hub.publish(new Message("a/b", new byte[] {42}, 1, false, Duration.ofSeconds(30), Urgency.INTENT));
            assertEquals(42, received.await("the echo", m -> true).payload()[0]);
        }
    }

    @Test
    void shouldFallBackWhenTheBrokerRefusesMqtt5() throws Exception {
        talkWith(serve(endpoint -> endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION)));
    }

    @Test
    void shouldFallBackWhenTheBrokerHangsUpOverMqtt5() throws Exception {
        talkWith(serve(MqttEndpoint::close));
    }

    @Test
    void shouldNotFallBackWhenMqtt5IsDemanded() throws Exception {
        String url = serve(endpoint -> endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION));
        Recorder<State> states = new Recorder<>();
        try (PahoHub hub = new PahoHub(settings(url).withProtocol(HubSettings.Protocol.MQTT_5))) {
            hub.onState(states);
            hub.start();
            State outcome = states.await("an outcome", state -> state.phase() != Phase.CONNECTING);
            assertEquals(Phase.REFUSED, outcome.phase());
            assertTrue(outcome.detail().contains("MQTT 5"), outcome.detail());
        }
    }
}
