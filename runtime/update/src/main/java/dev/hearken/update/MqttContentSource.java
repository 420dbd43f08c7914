package dev.hearken.update;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.Topics;
import dev.hearken.update.internal.mqtt.ChunkTransfer;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * A repository behind a broker, for homes without a web server: the speaker asks on {@code hearken/<siteId>/update/request} for a
 * few chunks at a time and gets them on {@code hearken/<siteId>/update/chunk} (docs/updates-delivery.md has the layout). It asks
 * again for what does not come; what is late, doubled, in another order, old or foreign does no harm. For one thread at a time,
 * which waits in the calls; make one source for a hub and keep it, as a hub's subscriptions are for life.
 */
public final class MqttContentSource implements ContentSource {

    /**
     * @param silence how long to wait for a chunk before it is asked for again
     * @param repeats how often in a row nothing may come before the transfer is given up
     */
    public record Patience(Duration silence, int repeats) {
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), 5);

        public Patience {
            if (silence.isZero() || silence.isNegative() || repeats < 1) {
                throw new IllegalArgumentException("a silence longer than nothing and at least one attempt expected");
            }
        }
    }

    private final Topics topics;
    private final ChunkTransfer transfer;

    public MqttContentSource(HubPort hub, String siteId, Patience patience) {
        this(hub, siteId, patience, new SecureRandom(), System::nanoTime);
    }

    MqttContentSource(HubPort hub, String siteId, Patience patience, Random random, LongSupplier nanoTime) {
        this.topics = new Topics(siteId);
        this.transfer = new ChunkTransfer(hub, topics.updates(), patience, random, nanoTime);
    }

    @Override
    public String name() {
        return topics.updates() + "/chunk";
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        RepositoryFolder.requireName(name);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        transfer.document(name, limit, bytes -> {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            whole.writeBytes(copy);
            return true;
        });
        return whole.toByteArray();
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        if (offset < 0 || offset > id.length()) {
            throw new IllegalArgumentException("offset " + offset + " in a file of " + id.length() + " bytes");
        }
        transfer.content(id, offset, sink);
    }

    /** Nothing is held between two calls: a closed source can be used again. */
    @Override
    public void close() {
        // The hub is its owner's.
    }
}
