package dev.hearken.app.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.config.InstallationFolders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine whose name server knows two names. */
class NetworkDropInTest {

    private static final NetworkDropIn.Machine MACHINE = new NetworkDropIn.Machine() {

        private final Map<String, List<String>> names = Map.of("hub.example", List.of("192.168.1.7", "fd00:0:0:0:0:0:0:7"), "updates.example", List.of("203.0.113.4"),
            "192.168.1.9", List.of("192.168.1.9"), "fd00::9", List.of("fd00:0:0:0:0:0:0:9"));

        @java.lang.Override
        public List<InetAddress> lookUp(String host) throws UnknownHostException {
            if (!names.containsKey(host)) {
                throw new UnknownHostException(host);
            }
            return names.get(host).stream().map(NetworkDropInTest::literal).toList();
        }

        @java.lang.Override
        public List<String> nameServers() {
            return List.of("192.168.1.1");
        }

        @java.lang.Override
        public List<String> networks() {
            return List.of("192.168.1.20/24");
        }
    };

    @TempDir
    private Path folder;

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> allowed(String... settings) throws IOException {
        List<Override> overrides = Arrays.stream(settings).map(s -> s.split("=", 2)).map(s -> new Override("test", s[0], s[1])).toList();
        Configuration configuration = new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.empty(), Optional.empty(), overrides).load();
        List<String> lines = NetworkDropIn.of(NetworkPolicy.of(configuration), "hearken.yaml", MACHINE).lines().toList();
        assertEquals(List.of("[Service]", "IPAddressAllow=", "IPAddressDeny=any", "IPAddressAllow=localhost"), lines.subList(1, 5));
        return lines.subList(5, lines.size()).stream().filter(line -> !line.startsWith("#")).map(line -> line.replace("IPAddressAllow=", "")).toList();
    }

    @Test
    void shouldAllowNothingButThisMachineWithoutABroker() throws IOException {
        assertEquals(List.of(), allowed("broker.url=none"));
    }

    @Test
    void shouldAllowTheBrokerAndWhoKnowsItsName() throws IOException {
        assertEquals(List.of("192.168.1.7", "fd00:0:0:0:0:0:0:7", "192.168.1.1"), allowed("broker.url=mqtts://hub.example"));
    }

    @Test
    void shouldAskNobodyForAddresses() throws IOException {
        assertEquals(List.of("192.168.1.9"), allowed("broker.url=mqtt://192.168.1.9:1884"));
        assertEquals(List.of("fd00:0:0:0:0:0:0:9"), allowed("broker.url=mqtt://[fd00::9]"));
    }

    @Test
    void shouldAllowHostsOfUpdatesAndHook() throws IOException {
        Path root = Files.writeString(folder.resolve("root.json"), "{}");
        for (String source : List.of("https://updates.example/models", "hawkbit:https://updates.example")) {
            assertEquals(List.of("203.0.113.4", "192.168.1.9", "192.168.1.7", "fd00:0:0:0:0:0:0:7", "192.168.1.1"), allowed("broker.url=none", "updates.source=" + source,
                "updates.root-file=" + root, "updates.hosts=[192.168.1.9]", "dialogue.hook=http://hub.example:8080/ask"));
        }
        assertEquals(List.of(), allowed("broker.url=none", "updates.source=/media/stick", "updates.root-file=" + root));
    }

    @Test
    void shouldLetNeighboursInOnlyForWyoming() throws IOException {
        assertEquals(List.of("192.168.1.20/24", "224.0.0.251", "ff02::fb"), allowed("broker.url=none", "wyoming.enabled=true"));
        assertEquals(List.of("192.168.1.20/24"), allowed("broker.url=none", "wyoming.enabled=true", "wyoming.announce=false"));
    }

    @Test
    void shouldAllowNothingInstead() {
        assertThrows(UnknownHostException.class, () -> allowed("broker.url=mqtt://nowhere.example"));
    }
}
