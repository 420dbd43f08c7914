package dev.hearken.app.internal.model;

import dev.hearken.models.api.Fallback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that the speaker of this state folder runs elsewhere than it should, since it was started; {@code doctor}, another process,
 * reads it. Fall-backs are told by threads that must not wait for a disk: a thread of its own writes each, which is rare.
 */
public final class FallbackJournal implements Consumer<Fallback> {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackJournal.class);
    private static final String FILE = "back-end-fallbacks.txt";
    /** More than a speaker has models; keeps the file small whatever happens. */
    private static final int MOST_LINES = 20;

    private final Path file;
    private final Clock clock;

    public FallbackJournal(Path stateFolder, Clock clock) {
        this.file = stateFolder.resolve(FILE);
        this.clock = clock;
    }

    /** Only logs. */
    static void log(Fallback fallback) {
        LOG.warn("{}", fallback);
    }

    /** Forgets what an earlier speaker had noted. */
    public void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted and tells of an earlier run: {}", file, e.getMessage());
        }
    }

    @Override
    public void accept(Fallback fallback) {
        log(fallback);
        String line = clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + fallback.toString().replaceAll("\\s+", " ");
        Thread writer = new Thread(() -> write(line), "fallback-journal");
        writer.setDaemon(true);
        writer.start();
    }

    private synchronized void write(String line) {
        List<String> lines = new ArrayList<>(lines());
        lines.add(line);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("{} cannot be written, so that doctor will not tell: {}", file, e.getMessage());
        }
    }

    /** A sentence each, after the time at which it happened; empty if nothing did. */
    public List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            return List.of(file + " cannot be read: " + e.getMessage());
        }
    }
}
