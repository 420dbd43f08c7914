package dev.hearken.speech.internal.acoustic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.speech.internal.Allocation;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcousticModelTest {

    private static final int PHONES = 3;

    @TempDir
    Path folder;
    private ModelEntry entry;
    private final List<Float> sums = new ArrayList<>();

    @BeforeEach
    void createEntry() {
        entry = FakeNetworks.recognizer(folder, 8, PHONES, 6, Map.of());
    }

    private AcousticModel model() {
        return new AcousticModel(entry, FakeNetworks.load(entry, AcousticModelTest::runningSum), PHONES,
            (logp, offset) -> sums.add(logp[offset + 1]));
    }

    /** logp of phone 1 = sum of the first bins of all frames so far, carried on by the state. */
    private static void runningSum(Model model) {
        FloatBuffer fbank = model.input(0).asFloatBuffer();
        float sum = model.input(1).asFloatBuffer().get(0);
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < 4; k++) {
                sum += fbank.get((4 * i + k) * 40);
            }
            model.output(0).asFloatBuffer().put(i * PHONES + 1, sum);
        }
        model.output(1).asFloatBuffer().put(0, sum);
    }

    private static float[] one() {
        float[] frame = new float[40];
        frame[0] = 1;
        return frame;
    }

    @Test
    void shouldDeliverOneFrameForFourAndCarryStatesOn() {
        try (AcousticModel model = model()) {
            for (int i = 0; i < 24; i++) {
                model.frame(one(), 0);
            }
        }
        assertEquals(List.of(4f, 8f, 12f, 16f, 20f, 24f), sums);
    }

    @Test
    void shouldStartAnewAfterReset() {
        try (AcousticModel model = model()) {
            for (int i = 0; i < 13; i++) {
                model.frame(one(), 0);
            }
            model.reset();
            sums.clear();
            for (int i = 0; i < 8; i++) {
                model.frame(one(), 0);
            }
        }
        assertEquals(List.of(4f, 8f), sums);
    }

    @Test
    void shouldFlushTheLookAheadAndTheUnfinishedRun() {
        try (AcousticModel model = model()) {
            for (int i = 0; i < 9; i++) {
                model.frame(one(), 0);
            }
            model.flush(0);
        }
        // 9 heard + 6 of look-ahead, rounded up to whole runs of 8
        assertEquals(List.of(4f, 8f, 12f, 16f), sums);
    }

    @Test
    void shouldGoOnWithTheQuietestFrame() {
        float[] loud = one();
        loud[0] = 100;
        try (AcousticModel model = model()) {
            for (int i = 0; i < 7; i++) {
                model.frame(loud, 0);
            }
            model.frame(one(), 0);
            model.flush(10);
        }
        assertEquals(List.of(400f, 701f, 705f, 709f, 713f, 717f), sums);
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        float[] frame = one();
        try (AcousticModel model = new AcousticModel(entry, FakeNetworks.load(entry, m -> { }), PHONES, (logp, offset) -> { })) {
            assertEquals(0, Allocation.of(10_000, () -> model.frame(frame, 0)) / 10_000);
        }
    }

    @Test
    void shouldRefuseTensorsThatAreNotARecognisers() {
        assertRefused(FakeNetworks.entry(folder, "recognizer", "x", List.of(FakeNetworks.floats("fbank", 1, 8, 39)),
            List.of(FakeNetworks.floats("logp", 1, 2, PHONES)), Map.of("subsampling", 4L, "lookAheadFrames", 0L)), "'fbank' as FLOAT32 [1, 8, 40]");
        assertRefused(FakeNetworks.entry(folder, "recognizer", "x", List.of(FakeNetworks.floats("fbank", 1, 6, 40)),
            List.of(FakeNetworks.floats("logp", 1, 2, PHONES)), Map.of("subsampling", 4L, "lookAheadFrames", 0L)), "T a multiple of the subsampling");
        assertRefused(FakeNetworks.entry(folder, "recognizer", "x", List.of(FakeNetworks.floats("fbank", 1, 8, 40)),
            List.of(FakeNetworks.floats("logp", 1, 2, 41)), Map.of("subsampling", 4L, "lookAheadFrames", 0L)), "'logp' as FLOAT32 [1, 2, 3]");
        assertRefused(FakeNetworks.entry(folder, "recognizer", "x",
            List.of(FakeNetworks.floats("fbank", 1, 8, 40), FakeNetworks.floats("memory", 1, 3)),
            List.of(FakeNetworks.floats("logp", 1, 2, PHONES), FakeNetworks.floats("memory_out", 1, 4)),
            Map.of("subsampling", 4L, "lookAheadFrames", 0L)), "state 'memory'");
    }

    private void assertRefused(ModelEntry faulty, String reason) {
        Model model = FakeNetworks.load(faulty, m -> { });
        String message = assertThrows(ModelException.class, () -> new AcousticModel(faulty, model, PHONES, (f, o) -> { })).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
