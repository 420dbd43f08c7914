package dev.hearken.dialogue.internal.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * A small text file that is whole after a power cut at any moment: written beside, flushed to the medium, and moved into place; the version before is
 * kept as {@code NAME.last}. Its first line holds a checksum of the rest. Not thread-safe; writing waits for the medium.
 */
public final class StateFile {

    private static final String MARK = "# crc32 ";

    private final Path file;
    private final Path fresh;
    private final Path last;
    private final Runnable step;

    public StateFile(Path file) {
        this(file, () -> { });
    }

    /** @param step called between the steps of writing, where a power cut may come */
    StateFile(Path file, Runnable step) {
        this.file = file;
        this.fresh = file.resolveSibling(file.getFileName() + ".new");
        this.last = file.resolveSibling(file.getFileName() + ".last");
        this.step = step;
    }

    /** @throws IOException if the text could not be kept; what was kept before still is */
    public void write(String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        byte[] bytes = (MARK + sum(text) + "\n" + text).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer half = ByteBuffer.wrap(bytes, 0, bytes.length / 2);
            while (half.hasRemaining()) {
                channel.write(half);
            }
            step.run();
            ByteBuffer rest = ByteBuffer.wrap(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        step.run();
        if (Files.exists(file)) {
            Files.move(file, last, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        step.run();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        step.run();
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /**
     * The newest whole version; empty if there is none.
     *
     * @param problems told what was damaged, and what is used instead
     */
    public Optional<String> read(Consumer<String> problems) {
        Optional<String> current = whole(file);
        if (current.isPresent()) {
            return current;
        }
        boolean damaged = Files.exists(file);
        // Between its two moves a new version is whole, but not in place yet.
        Optional<String> moving = damaged ? Optional.empty() : whole(fresh);
        if (moving.isPresent()) {
            return moving;
        }
        Optional<String> before = whole(last);
        if (damaged) {
            problems.accept(file + " is damaged" + (before.isPresent() ? ", the version before it is used" : ", and there is none before it") + aside());
        }
        return before;
    }

    /** Keeps a damaged file for whoever wants to look at it; otherwise it would replace the last whole one. */
    private String aside() {
        Path damaged = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, damaged, StandardCopyOption.REPLACE_EXISTING);
            return "; it is kept as " + damaged.getFileName();
        } catch (IOException e) {
            return "; it cannot be moved aside: " + e.getMessage();
        }
    }

    private static Optional<String> whole(Path path) {
        try {
            String all = Files.readString(path);
            int end = all.indexOf('\n');
            if (!all.startsWith(MARK) || end < 0) {
                return Optional.empty();
            }
            String text = all.substring(end + 1);
            return all.substring(MARK.length(), end).equals(sum(text)) ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
