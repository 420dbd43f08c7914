package dev.hearken.app.internal.service;

import dev.hearken.app.internal.service.NetworkPolicy.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes a {@link NetworkPolicy} as a drop-in of hearken.service. systemd hands the addresses to the kernel, which drops every packet from and
 * to any other: the policy holds whatever the program, or somebody in its place, tries.
 */
public final class NetworkDropIn {

    /** Groups of mDNS: RFC 6762, section 3. */
    private static final List<String> MDNS = List.of("224.0.0.251", "ff02::fb");
    private static final String LITERAL = "[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*";

    private NetworkDropIn() {
    }

    /** What the policy is written for. */
    public interface Machine {

        /** @throws UnknownHostException if the name means nothing here, or not now */
        List<InetAddress> lookUp(String host) throws UnknownHostException;

        /** Addresses of the servers that are asked for names. */
        List<String> nameServers() throws IOException;

        /** Networks of this machine's own interfaces, as ADDRESS/BITS. */
        List<String> networks() throws IOException;
    }

    /**
     * The text of the drop-in.
     *
     * @param origin the file or option that the policy comes from
     * @throws UnknownHostException if a host cannot be looked up: nothing is allowed instead
     */
    public static String of(NetworkPolicy policy, String origin, Machine machine) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Made by `hearken systemd` from " + origin + "; made anew by hearken-network.service.", "[Service]",
            "IPAddressAllow=", "IPAddressDeny=any", "IPAddressAllow=localhost"));
        boolean names = false;
        for (Destination to : policy.destinations()) {
            names |= !to.host().matches(LITERAL);
            TreeSet<String> addresses = new TreeSet<>();
            for (InetAddress address : machine.lookUp(to.host())) {
                addresses.add(plain(address));
            }
            allow(lines, to.purpose() + ": " + to.host(), addresses);
        }
        if (names) {
            allow(lines, "who is asked for these names", machine.nameServers());
        }
        if (policy.neighbours()) {
            allow(lines, "wyoming.enabled: who may connect", machine.networks());
        }
        if (policy.announces()) {
            allow(lines, "wyoming.announce: mDNS", MDNS);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void allow(List<String> lines, String why, Iterable<String> addresses) {
        lines.add("# " + why);
        addresses.forEach(address -> lines.add("IPAddressAllow=" + address));
    }

    /** Without the interface that a link-local address belongs to. */
    private static String plain(InetAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(Arrays.copyOf(address.getAddress(), address.getAddress().length)).getHostAddress();
    }
}
