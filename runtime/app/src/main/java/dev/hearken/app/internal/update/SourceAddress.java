package dev.hearken.app.internal.update;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.PahoHub;
import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.FolderSource;
import dev.hearken.update.HttpContentSource;
import dev.hearken.update.HttpSettings;
import dev.hearken.update.MqttContentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one place that knows which kinds of repositories there are. */
public final class SourceAddress {

    private static final int CONNECT_SECONDS = 10;

    private SourceAddress() {
    }

    /**
     * @param address a folder, {@code http://HOST/FOLDER}, {@code https://...}, or {@code mqtt://HOST[:PORT]} (mqtts, ws, wss) for a
     *                server behind a broker
     * @throws IllegalArgumentException if it is of no known kind
     */
    public static ContentSource open(String address) {
        if (!address.matches("[a-z]+://.*")) {
            return new FolderSource(Path.of(address));
        }
        if (!address.matches("https?://.*")) {
            return new BehindBroker(address);
        }
        try {
            return new HttpContentSource(HttpSettings.of(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source with a connection of its own, for commands; the daemon asks over the connection that it has. */
    private static final class BehindBroker implements ContentSource {
        private final PahoHub hub;
        private final MqttContentSource source;

        BehindBroker(String address) {
            String name = "hearken-" + ProcessHandle.current().pid();
            hub = new PahoHub(HubSettings.of(address, name));
            source = new MqttContentSource(hub, name, MqttContentSource.Patience.DEFAULT);
            CountDownLatch connected = new CountDownLatch(1);
            hub.onState(state -> {
                if (state.phase() == HubPort.State.Phase.CONNECTED) {
                    connected.countDown();
                }
            });
            hub.start();
            try {
                // If it takes longer, the first request says that the broker is away.
                connected.await(CONNECT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public byte[] document(String name, int limit) throws DeliveryException {
            return source.document(name, limit);
        }

        @Override
        public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
            source.content(id, offset, sink);
        }

        @Override
        public void close() {
            source.close();
            hub.close();
        }
    }
}
