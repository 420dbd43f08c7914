package dev.hearken.drivers.systemd;

import dev.hearken.drivers.systemd.internal.UnixDatagrams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The systemd that started this process, as a service of {@code Type=notify} sees it (sd_notify(3)): lines of {@code KEY=value} sent as one
 * datagram to the socket that the environment names. Outside systemd everything here does nothing. Any thread; calls wait for the kernel only.
 */
public final class ServiceManager implements AutoCloseable {

    private static final long MICRO = 1000;

    private final @Nullable UnixDatagrams socket;
    private final Optional<Duration> watchdog;
    private final Consumer<String> complaints;
    private boolean complained;

    private ServiceManager(@Nullable UnixDatagrams socket, Optional<Duration> watchdog, Consumer<String> complaints) {
        this.socket = socket;
        this.watchdog = watchdog;
        this.complaints = complaints;
    }

    /**
     * The one that started this process.
     *
     * @param environment of this process: NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID are looked at
     * @param pid         of this process
     * @param complaints  told, once, why nothing reaches systemd; it will then end the service by its own timers
     */
    public static ServiceManager of(Map<String, String> environment, long pid, Consumer<String> complaints) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return new ServiceManager(null, Optional.empty(), complaints);
        }
        try {
            return new ServiceManager(new UnixDatagrams(name), watchdog(environment, pid), complaints);
        } catch (IOException e) {
            complaints.accept("systemd cannot be told anything: " + e.getMessage());
            return new ServiceManager(null, Optional.empty(), complaints);
        }
    }

    /** Whether there is one that listens. */
    public boolean present() {
        return socket != null;
    }

    /** Time after which systemd ends a service that does not say {@link #alive()}; empty if it does not care. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The service does from now on what it is for. @param status one line for people */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + oneLine(status));
    }

    /** One line for people, shown by {@code systemctl status}. */
    public void status(String status) {
        send("STATUS=" + oneLine(status));
    }

    /** Winds up the watchdog for one more of its periods. */
    public void alive() {
        send("WATCHDOG=1");
    }

    /** The service is about to end because it was told to, or has nothing more to do. */
    public void stopping() {
        send("STOPPING=1");
    }

    @Override
    public synchronized void close() {
        if (socket != null) {
            socket.close();
        }
    }

    private synchronized void send(String lines) {
        if (socket == null) {
            return;
        }
        try {
            socket.send(lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                complaints.accept("systemd cannot be told anything: " + e.getMessage());
            }
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R+", " ");
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String meant = environment.getOrDefault("WATCHDOG_PID", "");
        if (!micros.matches("[1-9][0-9]{0,15}") || !meant.isEmpty() && !meant.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), MICRO)));
    }
}
