package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/**
 * One connection through Eclipse Paho's MQTT 5 client, with everything of it switched off that this house does itself:
 * reconnecting, buffering, persistence. Its callbacks only hop.
 */
public final class PahoLink extends LibraryLink<PahoLink.Client> {

    /** The library logs each lost connection as SEVERE; we tell it once, in words. A strong reference keeps the setting. */
    private static final java.util.logging.Logger LIBRARY_LOG = java.util.logging.Logger.getLogger("org.eclipse.paho.mqttv5.client");

    static {
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    /** Headers, lengths and properties of a PUBLISH beside topic and payload, generously. */
    private static final int PACKET_OVERHEAD = 64;
    private static final int UNLIMITED_WINDOW = 65_535;
    /** Reason codes from here on are refusals (MQTT 5.0, section 2.4). */
    private static final int FIRST_ERROR_CODE = 0x80;

    private volatile long brokerPacketBytes = Long.MAX_VALUE;

    public PahoLink(HubSettings settings, Listener listener) {
        super(settings, listener);
    }

    @Override
    public void connect() {
        try {
            Client fresh = new Client();
            through(fresh);
            fresh.setCallback(new Callbacks());
            fresh.connect(options(), null, new Outcome() {
                @Override
                public void onSuccess(IMqttToken token) {
                    MqttProperties limits = token.getResponseProperties();
                    Integer window = limits == null ? null : limits.getReceiveMaximum();
                    Long packet = limits == null ? null : limits.getMaximumPacketSize();
                    brokerPacketBytes = packet == null ? Long.MAX_VALUE : packet;
                    tell(new Event.Connected(window == null ? UNLIMITED_WINDOW : window));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    tell(new Event.Failed(failures.connecting(cause)));
                }
            });
        } catch (MqttException | RuntimeException e) {
            tell(new Event.Failed(failures.connecting(e)));
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setKeepAliveInterval(Math.toIntExact(settings.timing().keepAlive().toSeconds()));
        options.setConnectionTimeout(Math.max(1, Math.toIntExact(settings.timing().connect().toSeconds())));
        options.setMaximumPacketSize((long) settings.limits().messageBytes() + 1024);
        options.setReceiveMaximum(Math.min(settings.limits().inboxMessages(), UNLIMITED_WINDOW));
        HubSettings.Login login = settings.login();
        if (login != null) {
            options.setUserName(login.user());
            options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
        }
        HubSettings.Presence presence = settings.presence();
        if (presence != null) {
            MqttMessage will = new MqttMessage(presence.offline(), 1, true, null);
            options.setWill(presence.topic(), will);
        }
        return options;
    }

    @Override
    public void subscribe(List<Filter> filters) {
        MqttSubscription[] wanted = filters.stream().map(f -> new MqttSubscription(f.topicFilter(), f.qos()))
                .toArray(MqttSubscription[]::new);
        call(connected -> connected.subscribe(wanted, null, new Outcome() {
            @Override
            public void onSuccess(IMqttToken token) {
                tell(new Event.Subscribed(refused(filters, token.getReasonCodes())));
            }
        }, new MqttProperties()), problem -> tell(new Event.Lost(failures.lost(problem))));
    }

    private static List<String> refused(List<Filter> filters, int @Nullable [] codes) {
        List<String> refused = new ArrayList<>();
        for (int i = 0; codes != null && i < codes.length && i < filters.size(); i++) {
            if (codes[i] >= FIRST_ERROR_CODE) {
                refused.add(filters.get(i).topicFilter() + " (reason code " + codes[i] + ")");
            }
        }
        return refused;
    }

    @Override
    public void send(Outbox.Entry entry, long remainingSeconds) {
        Message message = entry.message();
        if (entry.bytes() + PACKET_OVERHEAD > brokerPacketBytes) {
            // The library would end the connection over it, and the message would come back after each reconnect.
            tell(new Event.Rejected(entry.id(), message.topic() + ": larger than the " + brokerPacketBytes + " bytes the broker takes"));
            return;
        }
        MqttProperties properties = new MqttProperties();
        if (remainingSeconds > 0) {
            properties.setMessageExpiryInterval(remainingSeconds);
        }
        MqttMessage outgoing = new MqttMessage(message.payload(), message.qos(), message.retain(), properties);
        call(connected -> connected.publish(message.topic(), outgoing, null, new Outcome() {
            @Override
            public void onSuccess(IMqttToken token) {
                int code = worst(token.getReasonCodes());
                if (code >= FIRST_ERROR_CODE) {
                    tell(new Event.Rejected(entry.id(), refusal(message, code)));
                } else {
                    tell(code == MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS ? new Event.Unheard(entry.id()) : new Event.Delivered(entry.id()));
                }
            }
        }), problem -> tell(new Event.Rejected(entry.id(), message.topic() + ": " + problem.getMessage())));
    }

    private String refusal(Message message, int code) {
        return "the broker refuses " + message.topic() + ": "
                + (code == MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ? "no permission for this topic" : failures.words(code));
    }

    private static int worst(int @Nullable [] codes) {
        int worst = 0;
        for (int i = 0; codes != null && i < codes.length; i++) {
            worst = Math.max(worst, codes[i]);
        }
        return worst;
    }

    @Override
    public void disconnect(Duration limit) {
        call(connected -> connected.disconnect(0, null, null, MqttReturnCode.RETURN_CODE_SUCCESS, new MqttProperties())
                .waitForCompletion(Math.max(1, limit.toMillis())), problem -> LOG.debug("No goodbye", problem));
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

    /** Paho's client over our own sockets. */
    final class Client extends MqttAsyncClient {
        Client() throws MqttException {
            super(settings.broker().uri(), settings.clientId(), new MemoryPersistence(), null, threads);
        }

        @Override
        protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions options) throws MqttException {
            NetworkModule socket = settings.broker().webSocket()
                    ? super.createNetworkModules(address, webSocketOptions(options))[0] : new BrokerSocket(settings);
            NetworkModule gated = new GatedModule(socket);
            over(gated::stop);
            return new NetworkModule[] {gated};
        }

        private MqttConnectionOptions webSocketOptions(MqttConnectionOptions options) throws MqttException {
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

    /** Failures of single actions come with the end of the connection, which is told once by {@code disconnected}. */
    private abstract static class Outcome implements MqttActionListener {
        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            LOG.debug("Not completed", cause);
        }
    }

    private final class Callbacks implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            tell(new Event.Lost(response.getException() == null ? failures.disconnectedBy(response.getReturnCode())
                    : failures.lost(response.getException())));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.onMessage(PahoLink.this, new Received(topic, message.getPayload(), message.getQos(), message.isRetained()));
        }

        @Override
        public void mqttErrorOccurred(MqttException problem) {
            LOG.debug("MQTT library", problem);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Told by the action listener of each message.
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // Told by the action listener of the attempt.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            LOG.debug("The broker wants an authentication exchange (reason code {}), which is not supported", reasonCode);
        }
    }
}
