package dev.hearken.update.internal.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The index of patches and the head of a patch are understood, or an IOException; see DocumentFuzzTest. */
class PatchFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void index(byte @Nullable [] bytes) {
        try {
            PatchIndex index = PatchIndex.read(bytes == null ? new byte[0] : bytes);
            assertEquals(index, PatchIndex.read(index.bytes()));
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void frame(byte @Nullable [] bytes) {
        try {
            ZstdFrame frame = ZstdFrame.read(ByteBuffer.wrap(bytes == null ? new byte[0] : bytes));
            assertTrue(frame.content() >= -1 && frame.window() >= 0);
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }
}
