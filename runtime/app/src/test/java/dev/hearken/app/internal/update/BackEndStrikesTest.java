package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.model.FallbackFaults;
import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.drivers.rknn.FakeRknn;
import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.models.api.contract.MemoryBackend;
import dev.hearken.models.npu.NpuBackend;
import dev.hearken.models.npu.NpuSettings;
import dev.hearken.update.HealthReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on a fake NPU that fails on order, with networks in memory standing by. */
class BackEndStrikesTest {

    private static final List<TensorSpec> INPUTS = tensors("x", "state");
    private static final List<TensorSpec> OUTPUTS = tensors("y", "state_out");
    private static final String RECOGNISER = "recognizer 'sum' runs on memory instead of rknn, having failed there: ";

    @TempDir
    private Path folder;
    private NpuBackend npu;
    private final MemoryBackend memory = new MemoryBackend(Map.of("sum", new MemoryBackend.Network(INPUTS, OUTPUTS, model -> { })));
    private final BackEndStrikes strikes = new BackEndStrikes();
    private final FallbackFaults faults = new FallbackFaults(fallback -> { });
    private final HealthCount health = new HealthCount(strikes);

    private static List<TensorSpec> tensors(String first, String second) {
        return List.of(new TensorSpec(first, ElementType.FLOAT32, List.of(1, 4), TensorSpec.Quantisation.NONE),
            new TensorSpec(second, ElementType.FLOAT32, List.of(1, 4), TensorSpec.Quantisation.NONE));
    }

    @BeforeEach
    void board() throws IOException {
        Path machine = Files.writeString(folder.resolve("compatible"), "radxa,zero3\0rockchip,rk3566\0");
        npu = new NpuBackend(new NpuSettings(FakeRknn.library(), 0, machine, Duration.ofMinutes(5)));
    }

    @AfterEach
    void close() {
        npu.close();
    }

    /** A model for the NPU that fails in a run, and the same in memory. */
    private Model load(String role, FakeModel onTheNpu) throws IOException {
        Path file = Files.write(folder.resolve(role + ".rknn"), onTheNpu.bytes());
        Path standIn = Files.writeString(folder.resolve("sum.memory"), "sum");
        return new BackendOrder(List.of(npu, memory), any -> List.of("rknn", "memory"), faults.andThen(strikes)).load(List.of(
            new ModelEntry(role, "sum", "rknn", file, INPUTS, OUTPUTS, Map.of()), new ModelEntry(role, "sum", "memory", standIn, INPUTS, OUTPUTS, Map.of())));
    }

    private static FakeModel failingInRun(int number) {
        return FakeModel.runningSum("float32", 1, 0).fault("lost", number);
    }

    private static FakeModel refused() {
        return FakeModel.runningSum("float32", 1, 0).fault("init", -6);
    }

    @Test
    void shouldCountAModelThatLeavesTheNpuWithTheReason() throws IOException {
        strikes.expect(Optional.of(List.of()));
        try (Model model = load("recognizer", failingInRun(2))) {
            model.run();
            assertEquals(HealthReading.NONE, health.reading());
            model.run();
            assertEquals(1, health.reading().faults());
            assertTrue(health.reading().complaint().startsWith(RECOGNISER), health.reading().complaint());
            assertEquals(Optional.of(health.reading().complaint()), strikes.displaced());
            model.run();
            assertEquals(1, health.reading().faults(), "it stays where it is");
        }
        assertEquals(Optional.empty(), strikes.displaced());
        assertEquals(1, health.reading().faults(), "counts only grow");
    }

    @Test
    void shouldCountOnceWhatOneFaultDoesToSeveralModels() throws IOException {
        strikes.expect(Optional.of(List.of()));
        try (Model recogniser = load("recognizer", failingInRun(1)); Model vad = load("vad", failingInRun(1))) {
            recogniser.run();
            vad.run();
        }
        assertEquals(1, health.reading().faults());
        try (Model recogniser = load("recognizer", failingInRun(1))) {
            recogniser.run();
        }
        assertEquals(2, health.reading().faults(), "after all was well again it counts once more");
    }

    @Test
    void shouldNotCountWhatFellBackInTheSelfTestAlready() throws IOException {
        strikes.expect(Optional.of(List.of(new Fallback("recognizer", "sum", "rknn", "memory", "refused", false))));
        try (Model recogniser = load("recognizer", refused())) {
            assertEquals(1, faults.elsewhere().size(), "the speaker tells it all the same");
            assertEquals(HealthReading.NONE, health.reading());
            assertEquals(Optional.empty(), strikes.displaced());
            try (Model vad = load("vad", refused())) {
                assertEquals(1, health.reading().faults());
            }
        }
    }

    @Test
    void shouldCountNothingWhereTheSelfTestIsNotKnown() throws IOException {
        try (Model recogniser = load("recognizer", refused())) {
            assertEquals(HealthReading.NONE, health.reading());
            assertEquals(Optional.empty(), strikes.displaced());
        }
    }

    @Test
    void shouldSayWhatBrokeDownOtherwise() {
        health.happened(new SpeakerEvent.FaultChanged(Fault.raised("recogniser", "not-a-number")));
        health.happened(new SpeakerEvent.FaultChanged(Fault.raised("microphone", "gone")));
        assertEquals(new HealthReading(0, 0, 0, 1, "recogniser: not-a-number"), health.reading());
    }
}
