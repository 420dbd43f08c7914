package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real mosquitto on a loopback port, with its own configuration in a temporary folder. */
public final class Mosquitto implements TestBroker {

    private final Path folder;
    private final String scheme;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, String scheme, int port) {
        this.folder = folder;
        this.scheme = scheme;
        this.port = port;
    }

    /** Skips the test with a clear message where mosquitto is not installed. */
    public static Path require(String program) {
        Optional<Path> found = Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
        return found.orElseGet(() -> Assumptions.abort(program + " is not installed; on Debian and Ubuntu: apt-get install mosquitto"));
    }

    /** @param lines of the configuration beside the listener; {@code allow_anonymous} among them */
    public static Mosquitto start(Path folder, String scheme, String... lines) throws IOException {
        require("mosquitto");
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        List<String> configuration = new ArrayList<>(List.of("listener " + port + " 127.0.0.1", "persistence false",
                "log_dest stderr", "log_type all", "connection_messages true"));
        if (System.getProperty("user.name").equals("root")) {
            // Otherwise it changes to a user who may not read the temporary folder.
            configuration.add("user root");
        }
        configuration.addAll(List.of(lines));
        Files.write(folder.resolve("mosquitto.conf"), configuration);
        Mosquitto broker = new Mosquitto(folder, scheme, port);
        broker.restart();
        return broker;
    }

    public int port() {
        return port;
    }

    @Override
    public String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** SIGKILL. */
    @Override
    public void kill() {
        process.destroyForcibly();
        try {
            assertTrue(process.waitFor(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS), "mosquitto ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }

    @Override
    public void restart() throws IOException {
        process = new ProcessBuilder(require("mosquitto").toString(), "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true).start();
        BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); ; line = log.readLine()) {
            if (line == null) {
                fail("mosquitto did not start: " + seen);
            }
            seen.append(line).append('\n');
            if (line.contains(" running")) {
                break;
            }
        }
        Thread reader = new Thread(() -> swallow(log), "mosquitto-log");
        reader.setDaemon(true);
        reader.start();
    }

    private static void swallow(BufferedReader log) {
        try {
            while (log.readLine() != null) {
                // A full pipe would stop the broker.
            }
        } catch (IOException e) {
            // The broker was killed.
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
