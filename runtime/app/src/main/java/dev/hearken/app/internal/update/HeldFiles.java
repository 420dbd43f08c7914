package dev.hearken.app.internal.update;

import dev.hearken.update.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the pack in use by their hash, for patches; hashed only when somebody asks. Confined to the updater's thread. */
final class HeldFiles implements Function<String, Optional<Path>> {

    private static final Logger LOG = LoggerFactory.getLogger(HeldFiles.class);
    private static final long LONGEST = 256L << 20;

    private final Supplier<Path> folder;
    private final Map<String, Path> files = new HashMap<>();
    private Path hashed = Path.of("");

    /** @param folder of the pack in use; asked anew each time, because releases change it */
    HeldFiles(Supplier<Path> folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Path> apply(String sha256) {
        Path now = folder.get();
        if (!now.equals(hashed)) {
            hashed = now;
            files.clear();
            hashAll(now);
        }
        return Optional.ofNullable(files.get(sha256));
    }

    private void hashAll(Path pack) {
        try (Stream<Path> found = Files.walk(pack)) {
            List<Path> plain = found.filter(Files::isRegularFile).toList();
            for (Path file : plain) {
                if (Files.size(file) <= LONGEST) {
                    files.put(Digests.sha256(file), file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read, no patches: {}", pack, e.getMessage());
        }
    }
}
