package dev.hearken.speech.internal.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.speech.internal.Allocation;
import dev.hearken.speech.internal.acoustic.FakeNetworks;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkVoiceActivityDetectorTest {

    @TempDir
    Path folder;
    private ModelEntry entry;
    private NetworkVoiceActivityDetector detector;

    @BeforeEach
    void createDetector() {
        entry = FakeNetworks.entry(folder, "vad", "speech",
            List.of(FakeNetworks.floats("fbank", 1, 4, 40), FakeNetworks.floats("steps", 1, 1)),
            List.of(FakeNetworks.floats("speech", 1, 1), FakeNetworks.floats("steps_out", 1, 1)),
            Map.of("framesPerStep", 4L, "threshold", 0.5));
        detector = new NetworkVoiceActivityDetector(entry, FakeNetworks.load(entry, NetworkVoiceActivityDetectorTest::loudness));
    }

    /** 1 if a middle bin of the newest frame is loud; the state counts steps in hundredths. */
    private static void loudness(Model model) {
        FloatBuffer fbank = model.input(0).asFloatBuffer();
        FloatBuffer steps = model.input(1).asFloatBuffer();
        float count = steps.get(0) + 0.01f;
        model.output(1).asFloatBuffer().put(0, count);
        model.output(0).asFloatBuffer().put(0, (fbank.get(3 * 40 + 20) > 10 ? 0.5f : 0) + count);
    }

    @Test
    void shouldAnswerForEveryFourFrames() {
        assertEquals(0f, detector.accept(new short[400 + 2 * 160], 0, 400 + 2 * 160));
        assertEquals(0.01f, detector.accept(new short[160], 0, 160));
        assertEquals(0.01f, detector.accept(new short[639], 0, 639));
        assertEquals(0.02f, detector.accept(new short[1], 0, 1), 1e-6f);
    }

    @Test
    void shouldHearTheNewestFrame() {
        short[] tone = new short[1600];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * 1600 * i / 16_000));
        }
        assertEquals(0.52f, detector.accept(tone, 0, tone.length), 1e-6f);
    }

    @Test
    void shouldForgetOnReset() {
        detector.accept(new short[1000], 0, 1000);
        detector.reset();

        assertEquals(0f, detector.probability());
        assertEquals(0.01f, detector.accept(new short[880], 0, 880));
    }

    @Test
    void shouldAllocateNothingPerPeriod() {
        short[] period = new short[320];
        detector = new NetworkVoiceActivityDetector(entry, FakeNetworks.load(entry, model -> { }));

        assertEquals(0, Allocation.of(5_000, () -> detector.accept(period, 0, 320)) / 5_000);
    }
}
