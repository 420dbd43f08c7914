package dev.hearken.app.internal.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One packet of a network.
 *
 * @param protocol    of IP (6: TCP, 17: UDP, 58: ICMPv6), or 0 for what is not IP
 * @param etherType   of the frame
 * @param from        address; empty without IP
 * @param to          address; empty without IP
 * @param fromPort    of TCP and UDP, else 0
 * @param toPort      of TCP and UDP; of ICMPv6 its type
 * @param payload     all behind the IP header, one character a byte
 */
record Packet(int protocol, int etherType, String from, String to, int fromPort, int toPort, String payload) {

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int ARP = 0x0806;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    /** Finding routers and neighbours, and joining the groups that this needs: RFC 4861, RFC 3810. The kernel does so, with no program. */
    private static final Set<Integer> NEIGHBOURHOOD = Set.of(133, 134, 135, 136, 143);

    /** What {@code see_packets} wrote; a last packet that is cut off is left out. */
    static List<Packet> read(byte[] file) {
        List<Packet> packets = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file);
        while (in.remaining() >= Integer.BYTES) {
            int length = in.getInt();
            if (length > in.remaining()) {
                break;
            }
            packets.add(parse(in.slice(in.position(), length)));
            in.position(in.position() + length);
        }
        return packets;
    }

    private static Packet parse(ByteBuffer frame) {
        int etherType = Short.toUnsignedInt(frame.getShort(12));
        int header = 14;
        return switch (etherType) {
            case IPV4 -> ip(frame, etherType, Byte.toUnsignedInt(frame.get(header + 9)), header + 12, 4, header + 4 * (frame.get(header) & 0xf));
            case IPV6 -> frame.get(header + 6) == 0   // hop-by-hop options, which multicast listener reports carry
                ? ip(frame, etherType, Byte.toUnsignedInt(frame.get(header + 40)), header + 8, 16, header + 40 + 8 * (frame.get(header + 41) + 1))
                : ip(frame, etherType, Byte.toUnsignedInt(frame.get(header + 6)), header + 8, 16, header + 40);
            default -> new Packet(0, etherType, "", "", 0, 0, "");
        };
    }

    private static Packet ip(ByteBuffer frame, int etherType, int protocol, int addresses, int size, int body) {
        boolean ports = protocol == TCP || protocol == UDP;
        byte[] all = new byte[frame.limit()];
        frame.get(0, all);
        int from = ports ? Short.toUnsignedInt(frame.getShort(body)) : 0;
        int to = ports ? Short.toUnsignedInt(frame.getShort(body + 2)) : protocol == ICMPV6 ? Byte.toUnsignedInt(frame.get(body)) : 0;
        return new Packet(protocol, etherType, address(all, addresses, size), address(all, addresses + size, size), from, to,
            new String(all, body, all.length - body, StandardCharsets.ISO_8859_1));
    }

    private static String address(byte[] frame, int at, int size) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(frame, at, at + size)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether it is part of a TCP connection from one machine to a port of the other. */
    boolean between(String client, String server, int port) {
        boolean there = from.equals(client) && to.equals(server) && toPort == port;
        boolean back = from.equals(server) && to.equals(client) && fromPort == port;
        return protocol == TCP && (there || back);
    }

    /** Whether it only serves to find the other machine on the same wire. */
    boolean findsNeighbours() {
        return etherType == ARP || protocol == ICMPV6 && NEIGHBOURHOOD.contains(toPort);
    }

    @Override
    public String toString() {
        return etherType == IPV4 || etherType == IPV6 ? "protocol " + protocol + " from " + from + ":" + fromPort + " to " + to + ":" + toPort
            : "ether type " + Integer.toHexString(etherType);
    }
}
