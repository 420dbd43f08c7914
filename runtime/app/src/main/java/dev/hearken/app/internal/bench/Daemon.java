package dev.hearken.app.internal.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code hearken run} as a process of its own, started by the launcher as a user or systemd would. */
final class Daemon implements AutoCloseable {

    private static final String LISTENING = "listening";
    private static final int LINES_KEPT = 12;
    private static final long END_SECONDS = 10;

    private final Process process;
    private final long startedNanos;
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile long listeningNanos;

    Daemon(Path launcher, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", "--set", "log-level=info"));
        command.addAll(arguments);
        startedNanos = System.nanoTime();
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("the daemon could not be started by " + launcher, e);
        }
        Thread reader = new Thread(this::read, "bench-daemon-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** How Java was started: the program and its flags, without the class that is run and what it is told. */
    List<String> java(String mainClass) {
        List<String> command = probe().commandLine();
        int main = command.indexOf(mainClass);
        if (main < 0) {
            throw new IllegalStateException("the daemon was not started as " + mainClass + " but by " + command);
        }
        return List.copyOf(command.subList(0, main));
    }

    /** Seconds from the start of the process until all its agents had loaded their models and listened. */
    double secondsToListening(long patienceSeconds) throws InterruptedException {
        if (!listening.await(patienceSeconds, TimeUnit.SECONDS) || listeningNanos == 0) {
            throw new IllegalStateException("the daemon did not come to listen; it said last: " + String.join(" | ", lastLines()));
        }
        return (listeningNanos - startedNanos) / 1e9;
    }

    long pid() {
        return process.pid();
    }

    ProcessProbe probe() {
        return new ProcessProbe(process.pid());
    }

    /** Ends the process as systemd does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (listeningNanos == 0 && line.strip().endsWith(LISTENING)) {
                    listeningNanos = System.nanoTime();
                    listening.countDown();
                }
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            synchronized (lastLines) {
                lastLines.addLast("its output broke off: " + e.getMessage());
            }
        } finally {
            listening.countDown();
        }
    }

    private List<String> lastLines() {
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }
}
