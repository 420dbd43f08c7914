package dev.hearken.app.internal.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Two network namespaces and the one wire between them: in one the speaker, in the other its hub, which is also its way to everywhere and says
 * it is its name server's. Whatever the speaker sends to anybody has to pass the wire. Nothing of the machine's own network is touched.
 */
final class TwoNamespaces implements AutoCloseable {

    static final String SPEAKER_ADDRESS = "10.77.0.1";
    static final String HUB_ADDRESS = "10.77.0.2";
    /** Of no machine: RFC 5737. */
    static final String ELSEWHERE = "198.51.100.53";

    private static final long SECONDS = 60;

    private final String speaker = "hearken-s" + ProcessHandle.current().pid();
    private final String hub = "hearken-h" + ProcessHandle.current().pid();
    private final Path names = Path.of("/etc/netns", speaker);
    private final List<Process> running = new ArrayList<>();

    /** Aborts the test where there may be no namespaces. */
    TwoNamespaces() throws IOException, InterruptedException {
        Assumptions.assumeTrue(tries("ip", "netns", "add", speaker), "network namespaces want root and iproute2 (Debian: apt install iproute2)");
        run("ip", "netns", "add", hub);
        run("ip", "-n", speaker, "link", "add", "wire0", "type", "veth", "peer", "name", "wire1", "netns", hub);
        run("ip", "-n", speaker, "address", "add", SPEAKER_ADDRESS + "/24", "dev", "wire0");
        run("ip", "-n", hub, "address", "add", HUB_ADDRESS + "/24", "dev", "wire1");
        run("ip", "-n", speaker, "-6", "address", "add", "fd77::1/64", "dev", "wire0", "nodad");
        run("ip", "-n", hub, "-6", "address", "add", "fd77::2/64", "dev", "wire1", "nodad");
        for (String[] end : new String[][] {{speaker, "wire0"}, {hub, "wire1"}, {speaker, "lo"}, {hub, "lo"}}) {
            run("ip", "-n", end[0], "link", "set", end[1], "up");
        }
        run("ip", "-n", speaker, "route", "add", "default", "via", HUB_ADDRESS);
        run("ip", "-n", speaker, "-6", "route", "add", "default", "via", "fd77::2");
        Files.createDirectories(names);
        Files.writeString(names.resolve("resolv.conf"), "nameserver " + ELSEWHERE + "\n");
    }

    /** A process beside the speaker, ended with the namespaces. */
    Process besideTheSpeaker(Path said, String... command) throws IOException {
        return start(speaker, said, command);
    }

    /** A process beside the hub, ended with the namespaces. */
    Process besideTheHub(Path said, String... command) throws IOException {
        return start(hub, said, command);
    }

    private Process start(String namespace, Path said, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectOutput(said.toFile()).redirectError(said.resolveSibling(said.getFileName() + ".err").toFile()).start();
        running.add(process);
        return process;
    }

    private static boolean tries(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(String... command) throws InterruptedException {
        if (!tries(command)) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process process : running) {
            process.destroy();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        tries("ip", "netns", "delete", speaker);
        tries("ip", "netns", "delete", hub);
        Files.deleteIfExists(names.resolve("resolv.conf"));
        Files.deleteIfExists(names);
    }
}
