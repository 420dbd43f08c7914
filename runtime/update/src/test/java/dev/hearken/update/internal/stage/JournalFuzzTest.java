package dev.hearken.update.internal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hearken.update.RefusedException;
import org.jspecify.annotations.Nullable;

/** A journal that a dying flash has changed is refused or read as what it says; see DocumentFuzzTest. */
class JournalFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void job(byte @Nullable [] bytes) {
        try {
            Job job = Job.read(bytes == null ? new byte[0] : bytes);
            assertEquals(job, Job.read(job.bytes()));
        } catch (RefusedException e) {
            assertTrue(e.reason().length() < 2000);
        }
    }
}
