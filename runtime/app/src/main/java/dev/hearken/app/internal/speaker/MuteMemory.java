package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.speaker.MuteRules.Holder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of the mute outlives a restart: file {@code mute} of the state folder, one holder a line; no file, no mute. What cannot be read counts as
 * muted: better deaf than overheard.
 */
public final class MuteMemory {

    private final Path file;

    public MuteMemory(Path stateFolder) {
        file = stateFolder.resolve("mute");
    }

    /** Whether the microphones were switched off, by whomever. */
    public boolean muted() {
        return !read().isEmpty();
    }

    /** Who switched them off, for people: button, home. */
    public List<String> by() {
        return read().stream().map(holder -> holder.name().toLowerCase(Locale.ROOT)).toList();
    }

    Set<Holder> read() {
        EnumSet<Holder> holders = EnumSet.noneOf(Holder.class);
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    holders.add(holder(line.strip()));
                }
            }
        } catch (NoSuchFileException e) {
            return holders;
        } catch (IOException e) {
            holders.add(Holder.HOME);
        }
        return holders;
    }

    private static Holder holder(String line) {
        return line.equals("button") ? Holder.BUTTON : Holder.HOME;
    }

    /** Survives a power cut from its return on. */
    void keep(Set<Holder> holders) throws IOException {
        if (holders.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling("mute.new");
        Files.write(fresh, holders.stream().map(holder -> holder.name().toLowerCase(Locale.ROOT)).toList());
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
