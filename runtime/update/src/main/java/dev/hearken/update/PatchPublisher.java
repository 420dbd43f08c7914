package dev.hearken.update;

import dev.hearken.update.internal.delta.PatchIndex;
import dev.hearken.update.internal.delta.ZstdPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Adds patches to a published repository, so that speakers that have an old file fetch less for a new one. */
public final class PatchPublisher {

    /** A patch of more than this share of the new file is not kept. */
    private static final double WORTH = 0.7;

    private final Path repository;

    public PatchPublisher(Path repository) {
        this.repository = repository;
    }

    /**
     * @param kept   false if the patch saves too little to be worth offering
     * @param length bytes of the patch
     * @param whole  bytes of the new file
     */
    public record Outcome(boolean kept, long length, long whole) {
    }

    /**
     * Makes a patch between two versions of a file; the new one is, or will be, among the repository's content.
     *
     * @throws IOException if the files have more than 128 MiB together, or the repository cannot be written
     */
    public Outcome add(Path old, Path young) throws IOException {
        Path content = Files.createDirectories(repository.resolve("content"));
        Path part = content.resolve("patch.new");
        try {
            ZstdPatch.create(old, young, part);
            long length = Files.size(part);
            long whole = Files.size(young);
            if (length > WORTH * whole) {
                return new Outcome(false, length, whole);
            }
            ContentId file = new ContentId(Digests.sha256(part), length);
            Files.move(part, repository.resolve(file.path()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            list(new PatchIndex.Patch(Digests.sha256(old), Digests.sha256(young), file));
            return new Outcome(true, length, whole);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void list(PatchIndex.Patch patch) throws IOException {
        Path document = repository.resolve(PatchIndex.NAME);
        PatchIndex before = Files.exists(document) ? PatchIndex.read(Files.readAllBytes(document)) : new PatchIndex(List.of());
        Path part = repository.resolve("patches.new");
        Files.write(part, before.with(patch).bytes());
        Files.move(part, document, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
