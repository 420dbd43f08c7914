package dev.hearken.app.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.bench.BackEndBench.Contender;
import dev.hearken.app.internal.bench.BackEndBench.Measurement;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.contract.MemoryBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** 80 ms of sound a run, unless said otherwise. */
class BackEndAdviceTest {

    private static final Contender ONNX_1 = contender("onnx", "cpu", 1);
    private static final Contender ONNX_2 = contender("onnx", "cpu", 2);
    private static final Contender XNNPACK = contender("onnx", "xnnpack", 1);
    private static final Contender RKNN = contender("rknn", "", 0);

    private static Contender contender(String backEnd, String provider, int threads) {
        return new Contender(backEnd, provider + " " + threads, provider, threads, () -> new MemoryBackend(Map.of()));
    }

    private static Measurement measured(String role, Contender contender, double p95, double cpu) {
        return measured(role, contender, p95, cpu, Optional.empty());
    }

    private static Measurement measured(String role, Contender contender, double p95, double cpu, Optional<String> failure) {
        ModelEntry entry = new ModelEntry(role, "any", contender.backEnd(), Path.of("any.bin"), List.of(), List.of(), Map.of());
        return new Measurement(entry, contender, OptionalDouble.of(0.08), 10, p95 / 2, p95, cpu, 1, failure);
    }

    private static List<String> order(String role, Measurement... measurements) {
        return new BackEndAdvice(List.of(measurements)).orders().getOrDefault(role, List.of());
    }

    @Test
    void shouldPreferWhatUsesTheProcessorLeast() {
        assertEquals(List.of("rknn", "onnx"), order("recognizer", measured("recognizer", ONNX_1, 6, 5), measured("recognizer", RKNN, 12, 1)));
        assertEquals(List.of("onnx", "rknn"), order("vad", measured("vad", ONNX_1, 0.3, 0.2), measured("vad", RKNN, 2, 0.4)));
    }

    @Test
    void shouldNotPreferWhatIsTooSlowForTheSound() {
        assertEquals(List.of("onnx", "rknn"), order("recognizer", measured("recognizer", ONNX_1, 20, 19), measured("recognizer", RKNN, 41, 1)));
        assertEquals(List.of("rknn", "onnx"), order("recognizer", measured("recognizer", ONNX_1, 90, 89), measured("recognizer", RKNN, 60, 1)));
    }

    @Test
    void shouldJudgeABackEndByItsBestSetting() {
        assertEquals(List.of("onnx", "rknn"), order("recognizer", measured("recognizer", ONNX_1, 50, 49), measured("recognizer", ONNX_2, 30, 55),
            measured("recognizer", RKNN, 60, 1)));
    }

    @Test
    void shouldPutLastWhatFails() {
        assertEquals(List.of("onnx", "rknn"), order("voice", measured("voice", RKNN, 1, 1), measured("voice", RKNN, 1, 1, Optional.of("no memory")),
            measured("voice", ONNX_1, 30, 30)));
    }

    @Test
    void shouldWriteTheSectionOfABoardFile() {
        String yaml = new BackEndAdvice(List.of(measured("recognizer", ONNX_1, 6, 5), measured("recognizer", XNNPACK, 4, 3), measured("recognizer", RKNN, 12, 1),
            measured("vad", ONNX_1, 0.3, 0.3), measured("vad", XNNPACK, 0.3, 0.2), measured("vad", RKNN, 1, 0.5))).yaml();
        assertEquals(List.of("backends:", "  order:", "    recogniser: [rknn, onnx]", "    vad: [onnx, rknn]", "  onnx: {providers: [xnnpack, cpu], threads: 1}"),
            yaml.lines().toList());
    }

    @Test
    void shouldTellFiguresByModelAndSettingAndWhyOneHasNone() {
        String figures = new BackEndAdvice(List.of(measured("vad", ONNX_1, 0.4, 0.8), measured("vad", RKNN, 0, 0, Optional.of("no NPU")))).figures().encode();
        assertTrue(figures.contains("\"cpuSecondsPerAudioSecond\":0.01"), figures);
        assertTrue(figures.contains("\"failure\":\"no NPU\""), figures);
    }
}
