package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.ContentId;
import dev.hearken.update.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTestReportTest {

    private static final Golden GOLDEN = new Golden(List.of(recording("a.wav"), recording("b.wav")), new Golden.Limits(500, 80, 200, 1));

    private static Golden.Recording recording(String path) {
        return new Golden.Recording(path, new ContentId("0".repeat(64), 1), Golden.Expectation.TRANSCRIPT, "stop");
    }

    @Test
    void shouldPassWhatKeepsToAllLimits() {
        assertEquals(Optional.empty(), new SelfTestReport(2, List.of("one is allowed"), 500, 80, 200).failure(GOLDEN));
    }

    @Test
    void shouldSayInWordsWhatIsWrong() {
        assertEquals("it mishears 2 of 2 recordings, 1 are allowed; the first: a.wav", new SelfTestReport(2, List.of("a.wav", "b.wav"), 1, 1, 1).failure(GOLDEN).orElseThrow());
        assertEquals("it answers 501 ms after the last word, 500 ms are allowed", new SelfTestReport(2, List.of(), 501, 1, 1).failure(GOLDEN).orElseThrow());
        assertEquals("it takes 81 % of a processor core while listening, 80 % are allowed", new SelfTestReport(2, List.of(), 1, 81, 1).failure(GOLDEN).orElseThrow());
        assertEquals("it needs 201 MiB of memory, 200 MiB are allowed", new SelfTestReport(2, List.of(), 1, 1, 201).failure(GOLDEN).orElseThrow());
        assertTrue(new SelfTestReport(1, List.of(), 1, 1, 1).failure(GOLDEN).orElseThrow().contains("1 of 2 recordings"));
    }

    @Test
    void shouldReadWhatItWrote() {
        SelfTestReport report = new SelfTestReport(2, List.of("a"), 1.5, 2.5, 3.5);
        assertEquals(report, SelfTestReport.parse(report.json().encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"recordings\":\"two\"}", "Segmentation fault", "{\"recordings\":2,\"mistakes\":3}"})
    void shouldTakeNothingElseForAReport(String text) {
        assertThrows(IllegalArgumentException.class, () -> SelfTestReport.parse(text));
    }
}
