package dev.hearken.app.internal.wyoming;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the server known in the local network (DNS service discovery), so that Home Assistant finds it. Has a thread of its own. */
final class WyomingAnnouncer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WyomingAnnouncer.class);
    private static final String TYPE = "_wyoming._tcp.local.";

    private final String name;
    private final int port;
    private final @Nullable InetAddress address;
    private final Thread thread;
    private volatile @Nullable JmDNS responder;
    private volatile boolean closed;

    /** @param address to announce on; null = the first that is no loopback */
    WyomingAnnouncer(String name, int port, @Nullable InetAddress address) {
        this.name = name;
        this.port = port;
        this.address = address;
        thread = new Thread(this::announce, "wyoming-zeroconf");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void announce() {
        try {
            JmDNS fresh = address == null ? JmDNS.create() : JmDNS.create(address);
            responder = fresh;
            fresh.registerService(ServiceInfo.create(TYPE, name, port, 0, 0, Map.of()));
            LOG.info("announced as '{}' at port {} ({})", name, port, fresh.getInetAddress());
            if (closed) {
                fresh.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the Wyoming server cannot be announced in this network: {}", e.getMessage());
        }
    }

    /** Takes the announcement back; does not wait for it. */
    @Override
    public void close() {
        closed = true;
        JmDNS open = responder;
        if (open != null) {
            Thread ending = new Thread(() -> {
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.debug("zeroconf", e);
                }
            }, "wyoming-zeroconf-end");
            ending.setDaemon(true);
            ending.start();
        }
    }
}
