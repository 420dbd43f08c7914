package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.drivers.alsa.AlsaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns other programs' music down at its own mixer control while somebody is listened to or answered, and up again behind it. Told on the event loop; the
 * control and the file {@code ducked} of the state folder, by which music is not left quiet after a crash, belong to the background's thread.
 */
final class OtherPlayers implements SpeakerObserver {

    private static final String FAULT = "ducking";
    /** Controls have steps, of a few percent at the coarsest that are still used for music. */
    private static final int ROUNDING = 3;

    /** A volume in percent. Belongs to one thread. */
    interface Volume extends AutoCloseable {

        int percent();

        void set(int percent);

        @Override
        void close();
    }

    private final Supplier<Volume> opener;
    private final int share;
    private final Path file;
    private final Executor background;
    private final Consumer<Fault> faults;
    private boolean busy;
    private boolean ringing;
    private boolean lowered;

    /**
     * Restores at once what a crash has left turned down.
     *
     * @param opener     opens the control; throws {@link AlsaException} where there is none
     * @param share      what is left of the volume, in percent of it
     * @param background one thread that may wait
     * @param faults     any thread
     */
    OtherPlayers(Supplier<Volume> opener, int share, Path stateFolder, Executor background, Consumer<Fault> faults) {
        this.opener = opener;
        this.share = share;
        this.background = background;
        this.faults = faults;
        file = stateFolder.resolve("ducked");
        change(this::restore);
    }

    @Override
    public void settled(DialogueState state) {
        busy = !state.resting();
        follow();
    }

    @Override
    public void rings(boolean now) {
        ringing = now;
        follow();
    }

    /** Leaves nothing turned down behind; any thread. */
    void end() {
        change(this::restore);
    }

    private void follow() {
        boolean wanted = busy || ringing;
        if (wanted != lowered) {
            lowered = wanted;
            change(wanted ? this::lower : this::restore);
        }
    }

    private interface Change {
        void apply() throws IOException;
    }

    private void change(Change change) {
        background.execute(() -> {
            try {
                change.apply();
                faults.accept(Fault.raised(FAULT, "").asCleared());
            } catch (AlsaException | IOException e) {
                faults.accept(Fault.raised(FAULT, "other players keep their volume: " + e.getMessage()));
            }
        });
    }

    private void lower() throws IOException {
        try (Volume volume = opener.get()) {
            int before = volume.percent();
            int quiet = before * share / 100;
            if (quiet < before) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Path fresh = Files.writeString(file.resolveSibling("ducked.new"), before + " " + quiet);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                volume.set(quiet);
            }
        }
    }

    /** Where somebody has turned the control meanwhile, it stays where it is. */
    private void restore() throws IOException {
        String kept;
        try {
            kept = Files.readString(file);
        } catch (NoSuchFileException e) {
            return;
        }
        if (kept.matches("\\d{1,3} \\d{1,3}")) {
            int before = Math.min(100, Integer.parseInt(kept.substring(0, kept.indexOf(' '))));
            int quiet = Integer.parseInt(kept.substring(kept.indexOf(' ') + 1));
            try (Volume volume = opener.get()) {
                if (Math.abs(volume.percent() - quiet) <= ROUNDING) {
                    volume.set(before);
                }
            }
        }
        Files.deleteIfExists(file);
    }
}
