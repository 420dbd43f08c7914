package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.Configuration.Broker;
import dev.hearken.hub.BrokerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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
        BrokerAddress address = BrokerAddress.parse(broker.url());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) PATIENCE.toMillis());
            return Check.ok("broker", broker + " answers");
        } catch (IOException | IllegalArgumentException e) {
            return Check.warning("broker", broker + " cannot be reached: " + e.getMessage() + "; the speaker works without it and keeps trying");
        }
    }
}
