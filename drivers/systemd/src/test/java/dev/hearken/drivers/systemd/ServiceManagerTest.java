package dev.hearken.drivers.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Talks to a socket of the test's own, bound through libc as systemd binds its one. */
class ServiceManagerTest {

    private static final long PID = 4711;

    private final List<String> complaints = new ArrayList<>();

    /** The receiving end of a notification socket. */
    private static final class Receiver implements AutoCloseable {
        private final int descriptor = libc("socket", 1, 2, 0);

        Receiver(String name) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            int length = 2 + text.length + (name.startsWith("@") ? 0 : 1);
            byte[] address = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder()).putShort((short) 1).put(text).array();
            if (name.startsWith("@")) {
                address[2] = 0;
            }
            assertEquals(0, libc("bind", descriptor, address, length));
        }

        String next() {
            byte[] datagram = new byte[1000];
            int length = libc("recv", descriptor, datagram, 1000L, 0x40);
            return length < 0 ? "" : new String(datagram, 0, length, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            libc("close", descriptor);
        }
    }

    private static int libc(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }

    private ServiceManager manager(Map<String, String> environment) {
        return ServiceManager.of(environment, PID, complaints::add);
    }

    private void exchange(String name) {
        try (Receiver systemd = new Receiver(name); ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", name))) {
            assertTrue(manager.present());
            manager.ready("listening for\n\"computer\"");
            manager.alive();
            manager.status("the broker is away");
            manager.stopping();
            assertEquals("READY=1\nSTATUS=listening for \"computer\"", systemd.next());
            assertEquals("WATCHDOG=1", systemd.next());
            assertEquals("STATUS=the broker is away", systemd.next());
            assertEquals("STOPPING=1", systemd.next());
            assertEquals("", systemd.next());
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void shouldTellASocketInTheFileSystem(@TempDir Path folder) {
        exchange(folder.resolve("notify").toString());
    }

    @Test
    void shouldTellAnAbstractSocket() {
        exchange("@hearken-test-" + UUID.randomUUID());
    }

    @Test
    void shouldDoNothingOutsideSystemd() {
        try (ServiceManager manager = manager(Map.of("WATCHDOG_USEC", "30000000"))) {
            assertFalse(manager.present());
            assertEquals(Optional.empty(), manager.watchdog());
            manager.ready("nobody hears this");
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void shouldComplainOnceWhenNobodyReceives(@TempDir Path folder) {
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString()))) {
            manager.ready("");
            manager.alive();
        }
        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).contains("gone"), complaints.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "vsock:2:1", "@", "/"})
    void shouldComplainOfANameThatIsNoSocket(String name) {
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", name))) {
            assertFalse(manager.present());
        }
        assertEquals(1, complaints.size());
    }

    @Test
    void shouldComplainOfANameThatIsTooLong() {
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)))) {
            assertFalse(manager.present());
        }
        assertTrue(complaints.get(0).contains("longer than the 107 bytes"), complaints.get(0));
    }

    @Test
    void shouldKnowTheWatchdogThatIsMeantForThisProcess(@TempDir Path folder) throws Exception {
        String socket = Files.createDirectories(folder).resolve("notify").toString();
        assertEquals(Optional.of(Duration.ofSeconds(30)), watchdog(socket, "30000000", Long.toString(PID)));
        assertEquals(Optional.of(Duration.ofSeconds(30)), watchdog(socket, "30000000", ""));
        assertEquals(Optional.empty(), watchdog(socket, "30000000", "1"));
        assertEquals(Optional.empty(), watchdog(socket, "0", ""));
        assertEquals(Optional.empty(), watchdog(socket, "soon", ""));
    }

    private Optional<Duration> watchdog(String socket, String micros, String pid) {
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", micros, "WATCHDOG_PID", pid))) {
            return manager.watchdog();
        }
    }
}
