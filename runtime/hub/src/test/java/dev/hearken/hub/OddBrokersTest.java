package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Things that listen at the broker's port and are no MQTT 5 broker over TCP. */
class OddBrokersTest {

    private interface Answer {
        void to(Socket client) throws IOException;
    }

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private String serve(Answer answer) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(listener);
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket client = listener.accept();
                    // Unreferenced, the collector would close it.
                    open.add(client);
                    answer.to(client);
                }
            } catch (IOException e) {
                // Closed.
            }
        }, "odd-broker");
        thread.setDaemon(true);
        thread.start();
        return "mqtt://127.0.0.1:" + listener.getLocalPort();
    }

    private PahoHub hub(String url, String clientId, Recorder<State> states, Duration connect) {
        PahoHub hub = new PahoHub(HubSettings.of(url, clientId).withProtocol(HubSettings.Protocol.MQTT_5).withTiming(new HubSettings.Timing(Duration.ofSeconds(5), connect,
                Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(2))));
        open.add(hub);
        hub.onState(states);
        hub.start();
        return hub;
    }

    private State outcome(String url) {
        Recorder<State> states = new Recorder<>();
        hub(url, "speaker", states, Duration.ofSeconds(2));
        return states.await("an outcome", state -> state.phase() != Phase.CONNECTING);
    }

    @Test
    void shouldTellThatABrokerIsTooOldForMqtt5() throws Exception {
        // CONNACK of MQTT 3.1.1 with return code 1: unacceptable protocol version.
        State state = outcome(serve(client -> {
            client.getInputStream().read(new byte[64]);
            client.getOutputStream().write(new byte[] {0x20, 0x02, 0x00, 0x01});
        }));
        assertEquals(Phase.REFUSED, state.phase());
        assertTrue(state.detail().contains("MQTT 5"), state.detail());
    }

    @Test
    void shouldTellThatWhatAnswersIsNoBroker() throws Exception {
        State state = outcome(serve(client -> {
            client.getInputStream().read(new byte[64]);
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }));
        assertEquals(Phase.WAITING_TO_RECONNECT, state.phase());
        assertFalse(state.detail().isBlank());
    }

    @Test
    void shouldGiveUpOnABrokerThatNeverAnswers() throws Exception {
        State state = outcome(serve(client -> { }));
        assertEquals(Phase.WAITING_TO_RECONNECT, state.phase());
        assertTrue(state.detail().contains("no answer"), state.detail());
    }

    @Test
    void shouldTellThatANameIsUnknown() {
        State state = outcome("mqtt://no-such-broker.invalid");
        assertEquals(Phase.WAITING_TO_RECONNECT, state.phase());
        assertTrue(state.detail().contains("no-such-broker.invalid"), state.detail());
    }

    @Test
    void shouldNotLeakThreadsAtABrokerThatHangsUpAtOnce() throws Exception {
        Recorder<State> states = new Recorder<>();
        PahoHub hub = hub(serve(Socket::close), "leak-probe", states, Duration.ofSeconds(5));
        int from = 0;
        for (int i = 0; i < 6; i++) {
            states.awaitAfter(from, "a failed attempt", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
            from = states.count();
        }
        hub.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("leak-probe")) {
                thread.join(TimeUnit.SECONDS.toMillis(Recorder.LIMIT_SECONDS));
                assertFalse(thread.isAlive(), thread.getName() + " still runs");
            }
        }
    }

    @Test
    void shouldConnectOverWebSockets() throws Exception {
        Vertx vertx = Vertx.vertx();
        open.add(() -> vertx.close().toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS));
        Recorder<String> published = new Recorder<>();
        MqttServer server = MqttServer.create(vertx, new MqttServerOptions().setUseWebSocket(true).setHost("127.0.0.1").setPort(0));
        server.endpointHandler(endpoint -> {
            endpoint.publishHandler(message -> published.accept(message.topicName()));
            endpoint.accept(false);
        });
        server.listen().toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
        PahoHub hub = hub("ws://127.0.0.1:" + server.actualPort() + "/mqtt", "speaker", new Recorder<>(), Duration.ofSeconds(10));

        hub.publish(new Message("over/the/web", new byte[] {1}, 1, false, Duration.ZERO, Urgency.EVENT));

        published.await("the message", "over/the/web"::equals);
    }
}
