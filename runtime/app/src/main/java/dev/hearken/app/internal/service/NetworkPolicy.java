package dev.hearken.app.internal.service;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.hub.BrokerAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration lets the speaker reach over the network; all else is none of its business.
 *
 * @param destinations hosts that the speaker connects to, in the order of the configuration
 * @param neighbours   whether machines of the local network may connect to the speaker
 * @param announces    whether the speaker makes itself known in the local network (mDNS)
 */
public record NetworkPolicy(List<Destination> destinations, boolean neighbours, boolean announces) {

    private static final String HAWKBIT = "hawkbit:";

    public NetworkPolicy {
        destinations = List.copyOf(destinations);
    }

    /**
     * @param host    name or IP address
     * @param purpose key of the configuration that names it
     */
    public record Destination(String host, String purpose) {
    }

    /** The policy of a configuration. */
    public static NetworkPolicy of(Configuration configuration) {
        List<Destination> found = new ArrayList<>();
        if (configuration.broker().enabled()) {
            found.add(new Destination(BrokerAddress.parse(configuration.broker().url()).host(), "broker.url"));
        }
        Configuration.Updates updates = configuration.updates();
        updates.source().flatMap(NetworkPolicy::host).ifPresent(host -> found.add(new Destination(host, "updates.source")));
        if (updates.source().isPresent()) {
            updates.delivery().hosts().forEach(host -> found.add(new Destination(host(host).orElse(host), "updates.hosts")));
        }
        host(configuration.dialogue().hook()).ifPresent(host -> found.add(new Destination(host, "dialogue.hook")));
        Configuration.Wyoming wyoming = configuration.wyoming();
        return new NetworkPolicy(found, wyoming.enabled(), wyoming.enabled() && wyoming.announce());
    }

    /** Host of a URL; empty if the text is none, such as a folder. */
    private static Optional<String> host(String text) {
        String address = text.startsWith(HAWKBIT) ? text.substring(HAWKBIT.length()) : text;
        if (!address.contains("://")) {
            return Optional.empty();
        }
        return Optional.ofNullable(URI.create(address).getHost()).map(h -> h.startsWith("[") ? h.substring(1, h.length() - 1) : h);
    }
}
