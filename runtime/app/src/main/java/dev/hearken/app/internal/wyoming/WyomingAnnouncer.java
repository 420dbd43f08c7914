package dev.hearken.app.internal.wyoming;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final String host;
    private final Thread thread;
    private volatile @Nullable JmDNS responder;
    private volatile boolean closed;

    /** @param host address that the server listens at, which may be a wildcard */
    WyomingAnnouncer(String name, int port, String host) {
        this.name = name;
        this.port = port;
        this.host = host;
        thread = new Thread(this::announce, "wyoming-zeroconf");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void announce() {
        try {
            Optional<InetAddress> address = address(InetAddress.getByName(host));
            if (address.isEmpty()) {
                LOG.info("the Wyoming server is not announced: {} is not reached from the network", host);
                return;
            }
            JmDNS fresh = JmDNS.create(address.get());
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

    /** Where others reach the server: its own address, or for a wildcard that of the first network, IPv4 before IPv6. */
    private static Optional<InetAddress> address(InetAddress bound) throws SocketException {
        if (!bound.isAnyLocalAddress()) {
            return Optional.of(bound).filter(own -> !own.isLoopbackAddress());
        }
        List<InetAddress> reachable = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp() && !network.isLoopback() && !network.isPointToPoint() && network.supportsMulticast()) {
                reachable.addAll(Collections.list(network.getInetAddresses()));
            }
        }
        return reachable.stream().filter(Inet4Address.class::isInstance).findFirst().or(() -> reachable.stream().findFirst());
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
