package dev.hearken.update;

import dev.hearken.update.internal.delta.PatchIndex;
import dev.hearken.update.internal.delta.PatchedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any source, saving bytes where it can: a file of which an older one is here is made from a patch, if the repository has one that
 * is clearly smaller. What comes out has the right hash, or the file is fetched whole; nothing of a patch is trusted. A file of
 * which a part is here already is resumed, not patched.
 */
public final class DeltaSource implements ContentSource {

    /** A patch that saves less is not worth the work on a board. */
    private static final double WORTH = 0.8;
    /** Patches tried for a file: the index is not signed, and could name hundreds that only cost bytes and flash. */
    private static final int MOST_TRIED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(DeltaSource.class);

    private final ContentSource source;
    private final Function<String, Optional<Path>> held;
    private final Path scratch;
    private final long memory;
    private final Set<PatchIndex.Patch> useless = new HashSet<>();
    private @Nullable PatchIndex index;

    /**
     * @param held    the file here that has a SHA-256, verified by whoever says so
     * @param scratch folder for a patch and its result while they are made; it exists, on the disk of the releases
     * @param memory  bytes that old and new file may have together; the decoder needs about the length of the new one
     */
    public DeltaSource(ContentSource source, Function<String, Optional<Path>> held, Path scratch, long memory) {
        this.source = source;
        this.held = held;
        this.scratch = scratch;
        this.memory = memory;
        // A kill may have left the last attempt's behind.
        new PatchedFile(scratch, memory).close();
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        return source.document(name, limit);
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        if (offset > 0 || !patched(id, sink)) {
            source.content(id, offset, sink);
        }
    }

    private boolean patched(ContentId id, ContentSink sink) throws DeliveryException {
        long tried = useless.stream().filter(patch -> patch.to().equals(id.sha256())).count();
        for (PatchIndex.Patch patch : index().patches()) {
            boolean worth = tried < MOST_TRIED && patch.to().equals(id.sha256()) && patch.file().length() < WORTH * id.length() && !useless.contains(patch);
            Optional<Path> old = worth ? held.apply(patch.from()) : Optional.empty();
            if (old.isPresent()) {
                if (patched(patch, old.get(), id, sink)) {
                    return true;
                }
                tried++;
            }
        }
        return false;
    }

    /** Returns false if the file has to be fetched whole. */
    private boolean patched(PatchIndex.Patch patch, Path old, ContentId id, ContentSink sink) throws DeliveryException {
        try (PatchedFile file = new PatchedFile(scratch, memory)) {
            file.make(source, patch.file(), old, id);
            LOG.info("{}: {} bytes made of a patch of {}", name(), id.length(), patch.file().length());
            file.deliver(sink);
            return true;
        } catch (DeliveryException e) {
            if (e.retryable() || e.reason() == DeliveryException.Reason.SINK_FAILED) {
                throw e;
            }
            LOG.warn("{}: the patch cannot be had, fetching all: {}", name(), e.getMessage());
        } catch (IOException | LinkageError e) {
            // LinkageError: a board on which the native decoder cannot be loaded.
            LOG.warn("{}: the patch is of no use, fetching all: {}", name(), e.getMessage());
        }
        useless.add(patch);
        return false;
    }

    /** The index, asked for once; a repository without one has no patches. */
    private PatchIndex index() {
        PatchIndex known = index;
        if (known == null) {
            known = new PatchIndex(List.of());
            try {
                known = PatchIndex.read(source.document(PatchIndex.NAME, PatchIndex.MOST_BYTES));
            } catch (DeliveryException | IOException e) {
                LOG.debug("{}: no patches: {}", name(), e.getMessage());
            }
            index = known;
        }
        return known;
    }

    @Override
    public void close() {
        source.close();
    }
}
