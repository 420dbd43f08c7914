package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.Configuration.Broker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Whether somebody listens where the broker should be. */
final class BrokerCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private BrokerCheck() {
    }

    static Check of(Broker broker) {
        if (!broker.enabled()) {
            return Check.warning("broker", "none is configured (broker.url: none); intents stay inside");
        }
        URI address = URI.create(broker.url());
        int port = address.getPort() > 0 ? address.getPort() : switch (address.getScheme()) {
            case "ssl", "mqtts" -> 8883;
            case "ws" -> 80;
            case "wss" -> 443;
            default -> 1883;
        };
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), (int) PATIENCE.toMillis());
            return Check.ok("broker", broker + " answers");
        } catch (IOException | IllegalArgumentException e) {
            return Check.warning("broker", broker + " cannot be reached: " + e.getMessage() + "; the speaker works without it and keeps trying");
        }
    }
}
