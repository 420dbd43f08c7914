package dev.hearken.update.internal.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Every parser that reads bytes from outside: it gives a document that writes and reads as itself, or refuses; nothing else. Replays the
 * seeds beside it; with JAZZER_FUZZ=1 it looks for new ones.
 */
class DocumentFuzzTest {

    private static final Path FOLDER = Path.of("/updates/releases/x");

    @FuzzTest(maxDuration = "10m")
    void envelope(byte @Nullable [] bytes) {
        for (DocumentType type : DocumentType.values()) {
            try {
                Envelope envelope = Envelope.read(type, "fuzz", bytes == null ? new byte[0] : bytes);
                Envelope again = Envelope.read(type, "fuzz", envelope.bytes());
                assertArrayEquals(envelope.payload(), again.payload());
                assertEquals(envelope.signatures().keySet(), again.signatures().keySet());
            } catch (RefusedException e) {
                assertTrue(e.reason().length() < 2000);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void root(byte @Nullable [] bytes) {
        try {
            RootDocument root = RootDocument.read("fuzz", bytes == null ? new byte[0] : bytes);
            assertEquals(root, RootDocument.read("fuzz", root.payload()));
        } catch (RefusedException e) {
            assertTrue(e.reason().length() < 2000);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void timestamp(byte @Nullable [] bytes) {
        try {
            TimestampDocument timestamp = TimestampDocument.read("fuzz", bytes == null ? new byte[0] : bytes);
            assertEquals(timestamp, TimestampDocument.read("fuzz", timestamp.payload()));
        } catch (RefusedException e) {
            assertTrue(e.reason().length() < 2000);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void targets(byte @Nullable [] bytes) {
        try {
            TargetsDocument targets = TargetsDocument.read("fuzz", bytes == null ? new byte[0] : bytes);
            assertEquals(targets, TargetsDocument.read("fuzz", targets.payload()));
            Release release = Release.of(targets.targets());
            release.files().keySet().forEach(path -> assertTrue(FOLDER.resolve(path).normalize().startsWith(FOLDER), path));
            assertEquals(release, Release.read(release.manifest()));
        } catch (RefusedException e) {
            assertTrue(e.reason().length() < 2000);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void storedState(byte @Nullable [] bytes) {
        try {
            TrustState state = TrustState.read(bytes == null ? new byte[0] : bytes);
            assertEquals(state, TrustState.read(state.bytes()));
        } catch (RefusedException e) {
            assertTrue(e.reason().length() < 2000);
        }
    }
}
