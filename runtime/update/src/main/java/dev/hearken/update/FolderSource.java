package dev.hearken.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A repository in a folder: a stick, a mounted share, a test. */
public final class FolderSource implements ContentSource {

    private static final int BLOCK = 1 << 16;

    private final Path folder;

    public FolderSource(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new DeliveryException(DeliveryException.Reason.REFUSED, "'" + name + "' is no document's name");
        }
        try (InputStream in = open(folder.resolve(name))) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new DeliveryException(DeliveryException.Reason.TOO_LARGE, folder.resolve(name) + " has more than " + limit + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new DeliveryException(DeliveryException.Reason.INTERRUPTED, folder.resolve(name) + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        Path file = folder.resolve(id.path());
        try (InputStream in = open(file)) {
            in.skipNBytes(Math.min(offset, Files.size(file)));
            byte[] block = new byte[BLOCK];
            long left = id.length() - offset;
            boolean wanted = true;
            while (wanted && left > 0) {
                int count = in.read(block, 0, (int) Math.min(BLOCK, left));
                if (count < 0) {
                    throw new DeliveryException(DeliveryException.Reason.INTERRUPTED, file + " ends " + left + " bytes early");
                }
                left -= count;
                wanted = deliver(sink, ByteBuffer.wrap(block, 0, count));
            }
        } catch (IOException e) {
            throw new DeliveryException(DeliveryException.Reason.INTERRUPTED, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

    private static boolean deliver(ContentSink sink, ByteBuffer bytes) throws DeliveryException {
        try {
            return sink.accept(bytes);
        } catch (IOException e) {
            throw new DeliveryException(DeliveryException.Reason.SINK_FAILED, "the bytes could not be kept: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws DeliveryException, IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DeliveryException(DeliveryException.Reason.NOT_FOUND, "there is no file " + file);
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
}
