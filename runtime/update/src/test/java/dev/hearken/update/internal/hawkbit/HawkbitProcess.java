package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real hawkBit server on a free loopback port, with an in-memory database. */
final class HawkbitProcess implements AutoCloseable {

    private static final long START_SECONDS = 240;

    private final Process process;
    private final int port;
    private final HawkbitManagement management;

    HawkbitProcess(Path jar, Path folder) throws IOException, InterruptedException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Path log = folder.resolve("hawkbit.log");
        // Spring of that time opens up the JDK; 600 MB are enough for some thousand targets.
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-opens", "java.base/java.lang=ALL-UNNAMED",
            "-Xmx600m", "-XX:+UseSerialGC", "-jar", jar.toString(), "--server.port=" + port,
            "--org.eclipse.hawkbit.repository.file.path=" + folder.resolve("artifacts")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        management = new HawkbitManagement(port);
        for (long left = START_SECONDS; management.status() != 200; left--) {
            if (left == 0 || !process.isAlive()) {
                process.destroyForcibly();
                fail("hawkBit did not start:\n" + Files.readString(log));
            }
            Thread.sleep(1000);
        }
    }

    HawkbitManagement management() {
        return management;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }
}
