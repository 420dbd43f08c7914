package dev.hearken.update.internal.mqtt;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts chunks into order: what was there already is dropped, what comes early waits, and no more than one request's chunks wait.
 * Not thread-safe.
 */
final class Reassembly {

    private final TreeMap<Long, ByteBuffer> early = new TreeMap<>();
    private long position;

    /** @param position offset of the first byte wanted */
    Reassembly(long position) {
        this.position = position;
    }

    /** Offset of the next byte wanted. */
    long position() {
        return position;
    }

    /** Returns false if the chunk is of no use: held already, or too far ahead. */
    boolean add(long offset, ByteBuffer bytes) {
        boolean useful = bytes.hasRemaining() && offset + bytes.remaining() > position && offset - position < ChunkRequest.MOST_BYTES
            && (offset <= position || early.size() < ChunkFrame.MOST_CHUNKS && !early.containsKey(offset));
        if (useful) {
            early.put(offset, bytes);
        }
        return useful;
    }

    /** The next bytes in order, without those held already; null if they are not there yet. */
    @Nullable ByteBuffer next() {
        while (!early.isEmpty() && early.firstKey() <= position) {
            var first = early.pollFirstEntry();
            ByteBuffer bytes = first.getValue();
            long held = position - first.getKey();
            if (held < bytes.remaining()) {
                bytes.position(bytes.position() + (int) held);
                position += bytes.remaining();
                return bytes;
            }
        }
        return null;
    }
}
