package dev.hearken.update.internal.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hearken.update.UpdateHint;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What comes out of a broker is a message that writes and reads as itself, or none; see DocumentFuzzTest. */
class ChunkFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void frame(byte @Nullable [] bytes) {
        byte[] payload = bytes == null ? new byte[0] : bytes;
        ChunkFrame.parse(payload).ifPresent(frame -> {
            assertArrayEquals(payload, frame.encode());
            assertTrue(frame.status() != ChunkFrame.Status.DATA || frame.offset() + frame.bytes().remaining() <= frame.total());
        });
    }

    @FuzzTest(maxDuration = "10m")
    void request(byte @Nullable [] bytes) {
        Optional<ChunkRequest> request = ChunkRequest.parse(bytes == null ? new byte[0] : bytes);
        request.ifPresent(parsed -> assertEquals(request, ChunkRequest.parse(parsed.encode())));
    }

    @FuzzTest(maxDuration = "10m")
    void hint(byte @Nullable [] bytes) {
        Optional<UpdateHint> hint = UpdateHint.parse(bytes == null ? new byte[0] : bytes);
        hint.ifPresent(parsed -> assertEquals(hint, UpdateHint.parse(parsed.encode())));
    }

    /** Pieces of a known file at any places: whatever their order, what comes out is the file. */
    @FuzzTest(maxDuration = "10m")
    void reassembly(byte @Nullable [] bytes) {
        byte[] file = new byte[256];
        new Random(1).nextBytes(file);
        Reassembly order = new Reassembly(0);
        int position = 0;
        for (int i = 0; bytes != null && i + 1 < bytes.length; i += 2) {
            int from = bytes[i] & 0xff;
            order.add(from, ByteBuffer.wrap(file, from, Math.min(bytes[i + 1] & 0xff, file.length - from)).slice());
            for (ByteBuffer piece = order.next(); piece != null; piece = order.next()) {
                while (piece.hasRemaining()) {
                    assertEquals(file[position++], piece.get());
                }
            }
            assertEquals(position, order.position());
        }
    }
}
