package dev.hearken.models.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.drivers.rknn.FakeRknn;
import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.models.onnx.OnnxBackend;
import dev.hearken.models.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A running total (y = x + state, state_out = x + state) on the fake NPU and on ONNX Runtime. Whatever happens to the NPU, the utterance
 * comes out as ONNX Runtime alone has it, and somebody is told why.
 */
class NpuFaultsTest {

    private static final int STEPS = 12;

    @TempDir
    Path folder;
    private final List<Fallback> told = new ArrayList<>();
    private NpuMachine machine;

    @BeforeEach
    void prepare() {
        machine = new NpuMachine(folder);
        FakeRknn.library();
    }

    @AfterEach
    void shouldHaveGivenEverythingBack() {
        assertEquals(List.of(0L, 0L, 0L), List.of(FakeRknn.contexts(), FakeRknn.memories(), FakeRknn.bytes()));
    }

    private static FakeModel runningTotal() {
        String tensor = " float16 1,4 1 0";
        return new FakeModel().line("input x" + tensor).line("input state" + tensor).line("output y" + tensor + " 1 1")
            .line("output state_out" + tensor + " 1 1");
    }

    private List<ModelEntry> variants(FakeModel npu) throws IOException {
        byte[] onnx = new OnnxFile().input("x", 1, 4).input("state", 1, 4).output("y", 1, 4).output("state_out", 1, 4)
            .node("Add", "y", "x", "state").node("Add", "state_out", "x", "state").bytes();
        ModelEntry first = NpuMachine.runningSum(machine.write("sum.rknn", npu), ElementType.FLOAT32, TensorSpec.Quantisation.NONE);
        ModelEntry second = new ModelEntry("recognizer", "sum", "onnx", Files.write(folder.resolve("sum.onnx"), onnx), first.inputs(), first.outputs(), Map.of());
        return List.of(first, second);
    }

    private static List<Float> utterance(Model model) {
        model.input(1).putLong(0, 0).putLong(8, 0);
        List<Float> heard = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            model.input(0).putFloat(12, 0.25f * step);
            model.run();
            heard.add(model.output(0).getFloat(12));
            model.input(1).put(0, model.output(1), 0, 16);
        }
        return heard;
    }

    private static List<Float> expected() {
        List<Float> sums = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            sums.add(0.25f * step * (step + 1) / 2);
        }
        return sums;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "init, -3, there is no NPU, false",
        "init, -6, made by another version of the toolkit, false",
        "init, -10, library and kernel driver do not fit together, false",
        "init, -13, converted for another system on chip, false",
        "memory, 1, no memory of 8 bytes for 'x', false",
        "iomem, 1, rknn_set_io_mem, false",
        "timeout, 1, the NPU did not answer in time, true",
        "timeout, 5, the NPU did not answer in time, true",
        "nan, 5, not-a-number, true",
        "lost, 5, or it is gone, true",
    })
    void shouldComeThroughEveryFaultWithinOneUtterance(String kind, int number, String reason, boolean atRun) throws IOException {
        try (NpuBackend npu = machine.zero3(); OnnxBackend onnx = new OnnxBackend();
             Model model = new BackendOrder(List.of(npu, onnx), role -> List.of("rknn", "onnx"), told::add).load(variants(runningTotal().fault(kind, number)))) {
            assertEquals(expected(), utterance(model));
            assertEquals(expected(), utterance(model), "and the one after it");
        }
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).reason().contains(reason), told.toString());
        assertTrue(told.get(0).reason().contains("sum.rknn"), told.toString());
        assertEquals(atRun, told.get(0).atRun());
    }

    @Test
    void shouldComeThroughALibraryOfAnUnknownVersion() throws IOException {
        try (NpuBackend npu = machine.zero3(); OnnxBackend onnx = new OnnxBackend();
             Model model = new BackendOrder(List.of(npu, onnx), role -> List.of("rknn", "onnx"), told::add)
                 .load(variants(runningTotal().versions("1.4.0", "0.8.2")))) {
            assertEquals(expected(), utterance(model));
        }
        assertTrue(told.get(0).reason().contains("librknnrt 1.4.0 is older than 1.6"), told.toString());
    }

    @Test
    void shouldComeThroughARunThatNeverEnds() throws IOException {
        NpuBackend npu = new NpuBackend(machine.settings(Duration.ofSeconds(2), "radxa,zero3", "rockchip,rk3566"));
        try (OnnxBackend onnx = new OnnxBackend();
             Model model = new BackendOrder(List.of(npu, onnx), role -> List.of("rknn", "onnx"), told::add).load(variants(runningTotal().fault("hang", 5)))) {
            assertEquals(expected(), utterance(model));
            assertTrue(told.get(0).reason().contains("it hangs"), told.toString());
            assertEquals(1, FakeRknn.contexts(), "what hangs still uses the memory");
        } finally {
            while (FakeRknn.contexts() > 0) {
                FakeRknn.release();
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void shouldRefuseAnyMoreRunsOfALostModel() throws IOException {
        try (NpuBackend npu = machine.zero3(); Model model = npu.load(variants(runningTotal().fault("lost", 2)).get(0))) {
            model.run();
            assertTrue(assertThrows(ModelException.class, model::run).lost());
            assertTrue(assertThrows(ModelException.class, model::run).lost());
        }
    }
}
