package dev.hearken.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Keeps what it is given; may stop or fail after some bytes. */
final class CollectingSink implements ContentSink {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final long stopAfter;
    private final long failAfter;

    CollectingSink() {
        this(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private CollectingSink(long stopAfter, long failAfter) {
        this.stopAfter = stopAfter;
        this.failAfter = failAfter;
    }

    /** Wants no more once it has that many bytes. */
    static CollectingSink stoppingAfter(long bytes) {
        return new CollectingSink(bytes, Long.MAX_VALUE);
    }

    /** A disk that is full after that many bytes. */
    static CollectingSink failingAfter(long bytes) {
        return new CollectingSink(Long.MAX_VALUE, bytes);
    }

    @Override
    public boolean accept(ByteBuffer bytes) throws IOException {
        if (kept.size() + bytes.remaining() > failAfter) {
            throw new IOException("No space left on device");
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        kept.writeBytes(copy);
        return kept.size() < stopAfter;
    }

    byte[] bytes() {
        return kept.toByteArray();
    }

    int size() {
        return kept.size();
    }
}
