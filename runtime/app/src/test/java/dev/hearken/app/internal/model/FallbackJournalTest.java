package dev.hearken.app.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.models.api.Fallback;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FallbackJournalTest {

    @TempDir
    Path state;

    @Test
    @Timeout(60)
    void shouldTellAnotherProcessUntilTheSpeakerStartsAgain() {
        Path folder = state.resolve("not-there-yet");
        FallbackJournal speaker = new FallbackJournal(folder, Clock.fixed(Instant.parse("2026-11-27T17:00:00Z"), ZoneOffset.UTC));
        FallbackJournal doctor = new FallbackJournal(folder, Clock.systemUTC());
        assertEquals(List.of(), doctor.lines());

        speaker.accept(new Fallback("recognizer", "phones", "rknn", "onnx", "sum.rknn: the NPU\ndid not answer", true));
        while (doctor.lines().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of("2026-11-27T17:00:00Z recognizer 'phones' runs on onnx instead of rknn, having failed there: sum.rknn: the NPU did not answer"),
            doctor.lines());

        speaker.clear();
        assertEquals(List.of(), doctor.lines());
    }
}
