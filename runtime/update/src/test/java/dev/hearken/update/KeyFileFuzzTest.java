package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Key files and raw keys; see DocumentFuzzTest. */
class KeyFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void pem(byte @Nullable [] bytes) {
        try {
            VerifyingKey key = SigningKey.publicOfPem(new String(bytes == null ? new byte[0] : bytes, StandardCharsets.ISO_8859_1));
            assertEquals(key, VerifyingKey.of(key.raw()));
        } catch (IllegalArgumentException e) {
            // Refused in words.
        }
    }

    @FuzzTest(maxDuration = "10m")
    void verification(byte @Nullable [] bytes) {
        byte[] raw = Arrays.copyOf(bytes == null ? new byte[0] : bytes, 96);
        try {
            VerifyingKey.of(Arrays.copyOf(raw, 32)).verifies(new byte[] {1}, Arrays.copyOfRange(raw, 32, 96));
        } catch (IllegalArgumentException e) {
            // No point of the curve.
        }
    }
}
