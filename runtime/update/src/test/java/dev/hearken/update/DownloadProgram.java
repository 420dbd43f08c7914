package dev.hearken.update;

import dev.hearken.models.api.RuntimeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A program of its own, to be killed: updates a folder from a web server, slowly, until the release is confirmed. */
final class DownloadProgram implements ReleaseHost {

    private static final long BYTES_PER_SECOND = 2_000_000;

    private DownloadProgram() {
    }

    /** @param arguments folder, file of the pinned root, address of the repository */
    public static void main(String[] arguments) throws Exception {
        HttpSettings http = HttpSettings.of(arguments[2]);
        AtomicReference<String> end = new AtomicReference<>();
        UpdateSettings settings = new UpdateSettings(Publisher.CHANNEL, "generic-x86", "en-small", RuntimeVersion.CURRENT, 1000, Duration.ofHours(6),
            QuietHours.NONE, new SoakRules(Duration.ofMillis(1), 99, 99, 2, 4, 0.25));
        Surroundings around = new Surroundings(() -> Publisher.NOW, System::nanoTime, ZoneOffset.UTC, Instant.parse("2026-11-20T00:00:00Z"), "boot",
            () -> paced(http), release -> Optional.empty(), new DownloadProgram(), event -> {
                if (event instanceof UpdateEvent.Confirmed || event instanceof UpdateEvent.Refused || event instanceof UpdateEvent.RolledBack) {
                    end.set(event.toString());
                }
            });
        try (Updater updater = Updater.open(Path.of(arguments[0]), Files.readAllBytes(Path.of(arguments[1])), settings, around)) {
            updater.start();
            updater.hint(new Hint("look", false));
            while (end.get() == null) {
                if (!updater.step()) {
                    Thread.sleep(5);
                }
            }
        }
        System.out.println(end.get());
    }

    private static ContentSource paced(HttpSettings http) {
        try {
            return new PacedSource(new HttpContentSource(http), BYTES_PER_SECOND, QuietHours.NONE, () -> Publisher.NOW.atZone(ZoneOffset.UTC));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> adopt(Optional<InstalledRelease> release) {
        return Optional.empty();
    }

    @Override
    public HealthReading health() {
        return HealthReading.NONE;
    }
}
