package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.update.QuietHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When announcements that are not urgent are not heard: the configured hours, and until whenever somebody has asked for. The latter outlives a restart, in
 * the file {@code undisturbed} of the state folder: nobody is woken because the power was out. Confined to the event loop; files are written behind it.
 */
final class DoNotDisturb {

    private final QuietHours hours;
    private final Path file;
    private final Executor background;
    private final Consumer<Fault> faults;
    private @Nullable Instant until;
    /** Somebody wants to be disturbed although these are the hours in which nobody is; until they are over. */
    private boolean lifted;

    /** @param background one thread that may wait */
    DoNotDisturb(QuietHours hours, Path stateFolder, Executor background, Consumer<Fault> faults) {
        this.hours = hours;
        this.background = background;
        this.faults = faults;
        file = stateFolder.resolve("undisturbed");
        until = read();
    }

    boolean at(ZonedDateTime now) {
        boolean within = hours.contains(now);
        lifted &= within;
        return until(now).isPresent() || within && !lifted;
    }

    /** What somebody has asked for, while it lasts. */
    Optional<Instant> until(ZonedDateTime now) {
        return Optional.ofNullable(until).filter(end -> now.toInstant().isBefore(end));
    }

    void begin(Instant end) {
        until = end;
        lifted = false;
        keep(end);
    }

    /** Also ends the configured hours, if these are they, until they come again. */
    void end() {
        until = null;
        lifted = true;
        keep(null);
    }

    private @Nullable Instant read() {
        try {
            return Instant.parse(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | DateTimeException e) {
            faults.accept(Fault.raised("undisturbed", file + " cannot be read, announcements are heard: " + e.getMessage()));
            return null;
        }
    }

    private void keep(@Nullable Instant end) {
        background.execute(() -> {
            try {
                if (end == null) {
                    Files.deleteIfExists(file);
                } else {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Path fresh = Files.writeString(file.resolveSibling("undisturbed.new"), end.toString());
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                faults.accept(Fault.raised("undisturbed", "").asCleared());
            } catch (IOException e) {
                faults.accept(Fault.raised("undisturbed", "do not disturb cannot be kept over a restart: " + e));
            }
        });
    }
}
