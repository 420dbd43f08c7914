package dev.hearken.app.internal.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The machine's own resolver, name servers and interfaces. */
public final class ThisMachine implements NetworkDropIn.Machine {

    private static final String SERVER = "nameserver";

    private final Path resolv;

    /** @param resolv resolv.conf */
    public ThisMachine(Path resolv) {
        this.resolv = resolv;
    }

    @Override
    public List<InetAddress> lookUp(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    @Override
    public List<String> nameServers() throws IOException {
        if (!Files.isReadable(resolv)) {
            return List.of();
        }
        return Files.readAllLines(resolv).stream().map(line -> line.strip().split("\\s+")).filter(words -> words.length > 1 && words[0].equals(SERVER))
            .map(words -> words[1].replaceFirst("%.*", "")).distinct().toList();
    }

    @Override
    public List<String> networks() throws IOException {
        List<String> networks = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp() && !each.isLoopback()) {
                for (InterfaceAddress address : each.getInterfaceAddresses()) {
                    networks.add(address.getAddress().getHostAddress().replaceFirst("%.*", "") + "/" + address.getNetworkPrefixLength());
                }
            }
        }
        return networks;
    }
}
