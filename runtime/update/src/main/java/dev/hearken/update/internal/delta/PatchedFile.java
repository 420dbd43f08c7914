package dev.hearken.update.internal.delta;

import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file made of an older one and a patch, in a scratch folder: fetched, its hash checked, decoded, the result's hash checked, and
 * only then handed on. Leaves nothing behind. For one thread.
 */
public final class PatchedFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatchedFile.class);
    private static final int BLOCK = 1 << 16;

    private final Path patch;
    private final Path result;
    private final long memory;

    /** @param memory see {@link ZstdPatch#apply} */
    public PatchedFile(Path scratch, long memory) {
        this.patch = scratch.resolve("patch.part");
        this.result = scratch.resolve("patched.part");
        this.memory = memory;
    }

    /** @throws IOException if no file of the right hash comes out, or the disk has no room for the attempt */
    public void make(ContentSource source, ContentId file, Path old, ContentId wanted) throws IOException, DeliveryException {
        long room = Files.getFileStore(patch.toAbsolutePath().getParent()).getUsableSpace();
        if (file.length() + 2 * wanted.length() > room) {
            throw new IOException("no room for patch and result: " + room + " bytes free");
        }
        fetch(source, file);
        requireHash(patch, file);
        ZstdPatch.apply(old, patch, wanted, memory, result);
        requireHash(result, wanted);
    }

    private void fetch(ContentSource source, ContentId file) throws IOException, DeliveryException {
        try (OutputStream out = Files.newOutputStream(patch)) {
            byte[] block = new byte[BLOCK];
            source.content(file, 0, bytes -> {
                while (bytes.hasRemaining()) {
                    int count = Math.min(block.length, bytes.remaining());
                    bytes.get(block, 0, count);
                    out.write(block, 0, count);
                }
                return true;
            });
        }
    }

    private static void requireHash(Path path, ContentId id) throws IOException {
        if (Files.size(path) != id.length() || !Digests.sha256(path).equals(id.sha256())) {
            throw new IOException(path.getFileName() + " is not what its hash says");
        }
    }

    /** Hands the sink the whole file. */
    public void deliver(ContentSink sink) throws IOException, DeliveryException {
        try (InputStream in = Files.newInputStream(result)) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                if (!accepted(sink, ByteBuffer.wrap(block, 0, count))) {
                    return;
                }
            }
        }
    }

    private static boolean accepted(ContentSink sink, ByteBuffer bytes) throws DeliveryException {
        try {
            return sink.accept(bytes);
        } catch (IOException e) {
            throw new DeliveryException(Reason.SINK_FAILED, "the bytes could not be kept: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (Path path : new Path[] {patch, result}) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("{} stays behind: {}", path, e.getMessage());
            }
        }
    }
}
