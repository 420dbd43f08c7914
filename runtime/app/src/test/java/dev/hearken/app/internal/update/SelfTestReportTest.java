package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.models.api.Fallback;
import dev.hearken.update.ContentId;
import dev.hearken.update.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTestReportTest {

    private static final Fallback RECOGNISER = new Fallback("recognizer", "phones", "rknn", "onnx", "rknn: made by a newer toolkit", false);
    private static final Fallback VAD = new Fallback("vad", "speech", "rknn", "onnx", "rknn: made by a newer toolkit", true);
    private static final Golden GOLDEN = new Golden(List.of(recording("a.wav"), recording("b.wav")), new Golden.Limits(500, 80, 200, 1));

    private static Golden.Recording recording(String path) {
        return new Golden.Recording(path, new ContentId("0".repeat(64), 1), Golden.Expectation.TRANSCRIPT, "stop");
    }

    @Test
    void shouldPassWhatKeepsToAllLimits() {
        assertEquals(Optional.empty(), report(2, List.of("one is allowed"), 500, 80, 200).failure(Optional.of(GOLDEN)));
    }

    private static SelfTestReport report(int recordings, List<String> mistakes, double latencyMillis, double cpuPercent, double memoryMiB) {
        return new SelfTestReport(recordings, mistakes, latencyMillis, cpuPercent, memoryMiB, List.of(), "");
    }

    private static String failure(int recordings, List<String> mistakes, double latencyMillis, double cpuPercent, double memoryMiB) {
        return report(recordings, mistakes, latencyMillis, cpuPercent, memoryMiB).failure(Optional.of(GOLDEN)).orElseThrow();
    }

    @Test
    void shouldSayInWordsWhatIsWrong() {
        assertEquals("it mishears 2 of 2 recordings, 1 are allowed; the first: a.wav", failure(2, List.of("a.wav", "b.wav"), 1, 1, 1));
        assertEquals("it answers 501 ms after the last word, 500 ms are allowed", failure(2, List.of(), 501, 1, 1));
        assertEquals("it takes 81 % of a processor core while listening, 80 % are allowed", failure(2, List.of(), 1, 81, 1));
        assertEquals("it needs 201 MiB of memory, 200 MiB are allowed", failure(2, List.of(), 1, 1, 201));
        assertTrue(failure(1, List.of(), 1, 1, 1).contains("1 of 2 recordings"));
    }

    @Test
    void shouldNotPassAVoiceThatNobodyHears() {
        SelfTestReport mute = new SelfTestReport(2, List.of(), 1, 1, 1, List.of(), "its voice is mute");
        assertEquals(Optional.of("its voice is mute"), mute.failure(Optional.of(GOLDEN)));
        assertEquals(Optional.of("its voice is mute"), mute.failure(Optional.empty()));
    }

    @Test
    void shouldHoldFallBacksAgainstAReleaseOnlyWhereThoseInUseDoNotFallBack() {
        SelfTestReport fallen = new SelfTestReport(2, List.of(), 1, 1, 1, List.of(RECOGNISER, VAD), "");
        assertEquals(Optional.empty(), fallen.failure(Optional.of(GOLDEN)), "it hears well");
        assertEquals(Optional.empty(), fallen.fallenBack(0, places("onnx", "onnx")));
        assertEquals("1 of its models cannot run on this board where those in use do, 0 are allowed; the first: recognizer 'phones' runs on onnx instead of rknn: "
            + "rknn: made by a newer toolkit", fallen.fallenBack(0, places("rknn", "onnx")).orElseThrow());
        assertEquals(Optional.empty(), fallen.fallenBack(1, places("rknn", "onnx")));
        assertTrue(fallen.fallenBack(1, places("rknn", "rknn")).orElseThrow().startsWith("2 of its models"));
    }

    private static ModelPlaces places(String recogniser, String vad) {
        return new ModelPlaces(List.of(new ModelPlaces.Place("recognizer", "phones", recogniser), new ModelPlaces.Place("vad", "speech", vad)));
    }

    @Test
    void shouldReadWhatItWrote() {
        SelfTestReport report = new SelfTestReport(2, List.of("a"), 1.5, 2.5, 3.5, List.of(RECOGNISER, VAD), "its voice is mute");
        assertEquals(report, SelfTestReport.parse(report.json().encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"recordings\":\"two\"}", "Segmentation fault", "{\"recordings\":2,\"mistakes\":3}",
        "{\"recordings\":2,\"mistakes\":[],\"latencyMillis\":1,\"cpuPercent\":1,\"memoryMiB\":1,\"fallbacks\":[1],\"mute\":\"\"}",
        "{\"recordings\":2,\"mistakes\":[],\"latencyMillis\":1,\"cpuPercent\":1,\"memoryMiB\":1,\"fallbacks\":[{\"role\":\"vad\"}],\"mute\":\"\"}"})
    void shouldTakeNothingElseForAReport(String text) {
        assertThrows(IllegalArgumentException.class, () -> SelfTestReport.parse(text));
    }
}
