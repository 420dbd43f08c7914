package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.ScheduledExecutorPingSender;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker that knows only MQTT 3.1.1, through Eclipse Paho's older client. That version has no message
 * expiry: the outbox drops what is too old, but the broker cannot. As {@link PahoLink}, its callbacks only hop.
 */
public final class OldPahoLink extends LibraryLink<OldPahoLink.Client> {

    /** A strong reference keeps the setting; see {@link PahoLink}. */
    private static final java.util.logging.Logger LIBRARY_LOG = java.util.logging.Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    /** MQTT 3.1.1 names no limit of unacknowledged messages; the outbox has its own. */
    private static final int WINDOW = 65_535;
    /** SUBACK return code "failure" (MQTT 3.1.1, section 3.9.3). */
    private static final int SUBSCRIPTION_REFUSED = 0x80;

    public OldPahoLink(HubSettings settings, Listener listener) {
        super(settings, listener);
    }

    @Override
    public void connect() {
        try {
            Client fresh = new Client();
            through(fresh);
            fresh.setCallback(new Callbacks());
            fresh.connect(options(), null, new Outcome(token -> tell(new Event.Connected(WINDOW)),
                    cause -> tell(new Event.Failed(failures.connecting(cause)))));
        } catch (MqttException | RuntimeException e) {
            tell(new Event.Failed(failures.connecting(e)));
        }
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(true);
        options.setMaxInflight(WINDOW);
        options.setKeepAliveInterval(Math.toIntExact(settings.timing().keepAlive().toSeconds()));
        options.setConnectionTimeout(Math.max(1, Math.toIntExact(settings.timing().connect().toSeconds())));
        HubSettings.Login login = settings.login();
        if (login != null) {
            options.setUserName(login.user());
            options.setPassword(login.password().toCharArray());
        }
        HubSettings.Presence presence = settings.presence();
        if (presence != null) {
            options.setWill(presence.topic(), presence.offline(), 1, true);
        }
        return options;
    }

    @Override
    public void subscribe(List<Filter> filters) {
        String[] topics = filters.stream().map(Filter::topicFilter).toArray(String[]::new);
        int[] qos = filters.stream().mapToInt(Filter::qos).toArray();
        call(connected -> connected.subscribe(topics, qos, null, new Outcome(
                token -> tell(new Event.Subscribed(refused(topics, token.getGrantedQos()))), cause -> LOG.debug("Not completed", cause))),
                problem -> tell(new Event.Lost(failures.lost(problem))));
    }

    private static List<String> refused(String[] topics, int @Nullable [] granted) {
        List<String> refused = new ArrayList<>();
        for (int i = 0; granted != null && i < Math.min(granted.length, topics.length); i++) {
            if (granted[i] == SUBSCRIPTION_REFUSED) {
                refused.add(topics[i]);
            }
        }
        return refused;
    }

    @Override
    public void send(Outbox.Entry entry, long remainingSeconds) {
        Message message = entry.message();
        call(connected -> connected.publish(message.topic(), message.payload(), message.qos(), message.retain(), null,
                new Outcome(token -> tell(new Event.Delivered(entry.id())), cause -> LOG.debug("Not completed", cause))),
                problem -> tell(new Event.Rejected(entry.id(), message.topic() + ": " + problem.getMessage())));
    }

    @Override
    public void disconnect(Duration limit) {
        call(connected -> connected.disconnect(0).waitForCompletion(Math.max(1, limit.toMillis())), problem -> LOG.debug("No goodbye", problem));
    }

    @Override
    boolean connected(Client current) {
        return current.isConnected();
    }

    @Override
    void bury(Client last) throws MqttException {
        last.disconnectForcibly(0, 0, false);
        last.close(true);
    }

    /** Paho's older client over our own sockets. */
    final class Client extends MqttAsyncClient {
        Client() throws MqttException {
            super(settings.broker().uri(), settings.clientId(), new MemoryPersistence(), new ScheduledExecutorPingSender(threads), threads);
        }

        @Override
        protected NetworkModule[] createNetworkModules(String address, MqttConnectOptions options) throws MqttException {
            NetworkModule socket = settings.broker().webSocket()
                    ? super.createNetworkModules(address, webSocketOptions(options))[0] : new BrokerSocket(settings);
            NetworkModule gated = new OldGatedModule(socket);
            over(gated::stop);
            return new NetworkModule[] {gated};
        }

        private MqttConnectOptions webSocketOptions(MqttConnectOptions options) throws MqttException {
            if (settings.broker().tls()) {
                try {
                    options.setSocketFactory(Pem.context(settings.tls()).getSocketFactory());
                } catch (IOException e) {
                    throw new MqttException(e);
                }
            }
            return options;
        }
    }

    private record Outcome(Consumer<IMqttToken> success, Consumer<Throwable> failure) implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            success.accept(token);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            failure.accept(cause);
        }
    }

    private final class Callbacks implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            tell(new Event.Lost(failures.lost(cause instanceof Exception problem ? problem : new MqttException(cause))));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.onMessage(OldPahoLink.this, new Received(topic, message.getPayload(), message.getQos(), message.isRetained()));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Told by the action listener of each message.
        }
    }
}
