package dev.hearken.hub;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The contract with Moquette, which others wrote and which speaks MQTT 3.1.1 alone: the port finds that out by itself. Its releases 0.16 and 0.17 hand out
 * retained messages without the mark of it, against the protocol, and do not pass.
 */
class MoquetteHubTest extends HubPortContract {

    @Override
    TestBroker startBroker() throws Exception {
        return new Moquette();
    }

    @Override
    HubPort open(HubSettings settings) {
        return new PahoHub(settings);
    }

    private static final class Moquette implements TestBroker {
        private static final int MOST_BYTES = 300_000;

        private final int port;
        private Server server;

        Moquette() throws IOException {
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            server = start(port);
        }

        private static Server start(int port) throws IOException {
            Properties settings = new Properties();
            settings.setProperty("host", "127.0.0.1");
            settings.setProperty("port", Integer.toString(port));
            settings.setProperty("allow_anonymous", "true");
            settings.setProperty("persistence_enabled", "false");
            settings.setProperty("telemetry_enabled", "false");
            settings.setProperty("netty.mqtt.message_size", Integer.toString(MOST_BYTES));
            Server server = new Server();
            server.startServer(new MemoryConfig(settings));
            return server;
        }

        @Override
        public String url() {
            return "mqtt://127.0.0.1:" + port;
        }

        @Override
        public void kill() {
            server.stopServer();
        }

        /** Tries again for a while: an outgoing connection of another program may have been given the port meanwhile. */
        @Override
        public void restart() throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Recorder.LIMIT_SECONDS);
            while (true) {
                try {
                    server = start(port);
                    return;
                } catch (BindException e) {
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        }

        @Override
        public void close() {
            server.stopServer();
        }
    }
}
