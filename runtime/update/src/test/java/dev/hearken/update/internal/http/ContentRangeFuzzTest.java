package dev.hearken.update.internal.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A range of a header lies within its file, or is none; see DocumentFuzzTest. */
class ContentRangeFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void range(byte @Nullable [] bytes) {
        ContentRange.parse(new String(bytes == null ? new byte[0] : bytes, StandardCharsets.ISO_8859_1)).ifPresent(range ->
            assertTrue(range.first() >= 0 && range.first() <= range.last() && (range.total() < 0 || range.last() < range.total())));
    }
}
