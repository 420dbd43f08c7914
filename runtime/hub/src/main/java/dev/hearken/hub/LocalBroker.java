package dev.hearken.hub;

import dev.hearken.hub.internal.broker.BrokerClient;
import dev.hearken.hub.internal.broker.Exchange;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A small MQTT broker inside the process, for the demonstration and for tests: MQTT 3.1.1 and 5, QoS 0 to 2, retained messages,
 * wildcards, last will, message expiry; sessions are always clean and nothing is written to disk. Memory is bounded: number of
 * clients, subscriptions, retained messages, message size, and what waits for a slow client, which is thrown out.
 *
 * <p>All its state belongs to one Vert.x event loop; the methods may be called from any thread.
 */
public final class LocalBroker {

    /**
     * @param host         address to listen at; a loopback address keeps the broker to this machine
     * @param port         0 takes a free one
     * @param login        what clients must bring, or null to let everybody in
     * @param messageBytes largest message
     */
    public record Options(String host, int port, HubSettings.@Nullable Login login, int messageBytes) {
        public static final Options LOOPBACK = new Options("127.0.0.1", 0, null, 256 << 10);

        public Options withPort(int fixed) {
            return new Options(host, fixed, login, messageBytes);
        }

        public Options withLogin(String user, String password) {
            return new Options(host, port, new HubSettings.Login(user, password), messageBytes);
        }
    }

    private static final int MOST_CLIENTS = 64;

    private final Options options;
    private final Context context;
    private final MqttServer server;
    private final Exchange exchange;

    private LocalBroker(Options options, Context context, MqttServer server, Exchange exchange) {
        this.options = options;
        this.context = context;
        this.server = server;
        this.exchange = exchange;
    }

    /** Listens; fails with the operating system's reason when the port is taken. */
    public static Future<LocalBroker> start(Vertx vertx, Options options) {
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        Promise<LocalBroker> started = Promise.promise();
        context.runOnContext(ignored -> {
            MqttServer server = MqttServer.create(vertx, new MqttServerOptions().setHost(options.host()).setPort(options.port())
                    .setMaxMessageSize(options.messageBytes()).setMaxClientIdLength(128).setAutoClientId(true));
            LocalBroker broker = new LocalBroker(options, context, server, new Exchange(System::nanoTime));
            server.endpointHandler(broker::admit).exceptionHandler(fault -> { });
            server.listen().map(broker).onComplete(started);
        });
        return started.future();
    }

    private void admit(MqttEndpoint endpoint) {
        boolean v5 = endpoint.protocolVersion() >= 5;
        HubSettings.Login wanted = options.login();
        if (wanted != null && (endpoint.auth() == null || !wanted.user().equals(endpoint.auth().getUsername())
                || !wanted.password().equals(endpoint.auth().getPassword()))) {
            endpoint.reject(v5 ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                    : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        } else if (exchange.clients() >= MOST_CLIENTS) {
            endpoint.reject(v5 ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY
                    : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
        } else {
            new BrokerClient(endpoint, exchange).start();
        }
    }

    /** The port it listens at. */
    public int port() {
        return server.actualPort();
    }

    /** Address for clients, such as {@code mqtt://127.0.0.1:40321}. */
    public String url() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return String.format(Locale.ROOT, "mqtt://%s:%d", host, port());
    }

    /** Stops listening and drops all clients. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(ignored -> {
            exchange.dropAll();
            server.close().onComplete(closed);
        });
        return closed.future();
    }
}
