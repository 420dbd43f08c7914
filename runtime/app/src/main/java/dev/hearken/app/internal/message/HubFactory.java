package dev.hearken.app.internal.message;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.Configuration.Broker;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.PahoHub;
import dev.hearken.hub.Topics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The way to the configured broker. */
public final class HubFactory {

    private HubFactory() {
    }

    /**
     * A hub that is not started yet.
     *
     * @param online  presence while connected
     * @param offline presence when gone, also the last will
     * @throws ConfigurationException if the settings cannot be used or a password file cannot be read
     */
    public static HubPort create(Configuration configuration, JsonObject online, JsonObject offline) {
        Broker broker = configuration.broker();
        if (!broker.enabled()) {
            return new NoHub();
        }
        try {
            HubSettings settings = HubSettings.of(broker.url(), broker.clientId().orElse("hearken-" + configuration.siteId()))
                .withPresence(new Topics(configuration.siteId()).presence(online.encode(), offline.encode()))
                .withProtocol(broker.protocol());
            if (broker.user().isPresent()) {
                settings = settings.withLogin(broker.user().get(), password(broker));
            }
            Configuration.Tls tls = broker.tls();
            if (tls.ca().or(tls::certificate).or(tls::key).isPresent()) {
                settings = settings.withTls(new HubSettings.Tls(tls.ca().orElse(null), tls.certificate().orElse(null), tls.key().orElse(null)));
            }
            return new PahoHub(settings);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("broker: " + e.getMessage());
        }
    }

    private static String password(Broker broker) {
        if (broker.password().isPresent()) {
            return broker.password().get();
        }
        if (broker.passwordFile().isEmpty()) {
            return "";
        }
        Path file = broker.passwordFile().get();
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || lines.get(0).isBlank()) {
                throw new ConfigurationException("broker.password-file: " + file + ": its first line should be the password, but is empty");
            }
            return lines.get(0).strip();
        } catch (IOException e) {
            throw new ConfigurationException("broker.password-file: " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** For a speaker that keeps to itself. */
    private static final class NoHub implements HubPort {

        private static final State NOWHERE = new State(State.Phase.STOPPED, "no broker is configured");

        @Override
        public void start() {
            // There is nowhere to connect to.
        }

        @Override
        public void publish(Message message) {
            // Nobody listens.
        }

        @Override
        public void subscribe(String topicFilter, int qos, Consumer<Received> handler) {
            // Nothing will come.
        }

        @Override
        public State state() {
            return NOWHERE;
        }

        @Override
        public void onState(Consumer<State> listener) {
            // It never changes.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
