package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a hawkBit server answers is understood, or an IOException; see DocumentFuzzTest. */
class DdiFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void poll(byte @Nullable [] bytes) {
        try {
            DdiAnswers.Poll poll = DdiAnswers.poll(bytes == null ? new byte[0] : bytes);
            poll.sleep().ifPresent(sleep -> assertFalse(sleep.isNegative()));
            if (poll.deployment() != null) {
                DdiAnswers.action(poll.deployment()).ifPresent(id -> assertFalse(id.isEmpty()));
            }
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void assignment(byte @Nullable [] bytes) {
        try {
            DdiAnswers.Assignment assignment = DdiAnswers.assignment(bytes == null ? new byte[0] : bytes);
            assignment.deployment().modules().forEach(module -> module.files().values()
                .forEach(file -> assertTrue(assignment.links().containsKey(file.sha256()))));
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void cancel(byte @Nullable [] bytes) {
        try {
            assertFalse(DdiAnswers.cancel(bytes == null ? new byte[0] : bytes).stopId().isEmpty());
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }
}
