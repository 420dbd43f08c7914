package dev.hearken.update.internal.mqtt;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One answer of a broker-side server: a piece of a file, or why there is none. Layout, big-endian: {@code HKC1}, transfer (8 bytes,
 * chosen at random by who asked, so that an old answer is recognised), status (1), offset (8), length of the whole file (8), bytes.
 *
 * @param total length of the whole file, 0 unless the status is DATA
 */
record ChunkFrame(long transfer, Status status, long offset, long total, ByteBuffer bytes) {

    enum Status { DATA, NOT_FOUND, REFUSED }

    static final int HEAD = 4 + 8 + 1 + 8 + 8;
    /** Bytes of a file in one message; with its head well below what brokers and the hub take. */
    static final int MOST_BYTES = 32 << 10;
    /** Messages that one request may cause. */
    static final int MOST_CHUNKS = 8;

    private static final int MAGIC = 0x484b4331;

    /** Empty if the bytes are no frame. */
    static Optional<ChunkFrame> parse(byte[] payload) {
        if (payload.length < HEAD || payload.length > HEAD + MOST_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(payload);
        int magic = in.getInt();
        long transfer = in.getLong();
        int status = in.get();
        long offset = in.getLong();
        long total = in.getLong();
        boolean sound = magic == MAGIC && status >= 0 && status < Status.values().length && offset >= 0 && total >= 0
            && (Status.values()[status] == Status.DATA ? offset <= total - in.remaining() : !in.hasRemaining());
        return sound ? Optional.of(new ChunkFrame(transfer, Status.values()[status], offset, total, in.slice())) : Optional.empty();
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEAD + bytes.remaining());
        out.putInt(MAGIC).putLong(transfer).put((byte) status.ordinal()).putLong(offset).putLong(total).put(bytes.duplicate());
        return out.array();
    }
}
