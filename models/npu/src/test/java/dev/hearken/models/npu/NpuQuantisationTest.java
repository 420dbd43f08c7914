package dev.hearken.models.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec.Quantisation;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpuQuantisationTest {

    @TempDir
    Path folder;
    private NpuMachine machine;

    @BeforeEach
    void prepare() {
        machine = new NpuMachine(folder);
    }

    @Test
    void shouldConvertRealNumbersByScaleAndZeroPoint() {
        try (NpuBackend backend = machine.zero3(); Model model = backend.load(machine.runningSum(FakeModel.runningSum("int8", 0.5f, -28)))) {
            model.input(0).putFloat(0, 3.2f).putFloat(4, 1000).putFloat(8, -1000);
            model.input(1).putFloat(0, -1.1f);
            model.run();
            assertEquals(3f - 1f, model.output(0).getFloat(0), "3.2 is 3 and -1.1 is -1 in steps of 0.5");
            assertEquals((127 + 28) * 0.5f, model.output(0).getFloat(4), "the most that there is");
            assertEquals((-128 + 28) * 0.5f, model.output(0).getFloat(8), "the least that there is");
            assertEquals(-2f, model.output(1).getFloat(0));
        }
    }

    @Test
    void shouldConvertUnsignedBytesToo() {
        try (NpuBackend backend = machine.zero3(); Model model = backend.load(machine.runningSum(FakeModel.runningSum("uint8", 0.25f, 200)))) {
            model.input(0).putFloat(0, 10).putFloat(4, -20);
            model.run();
            assertEquals(10f, model.output(0).getFloat(0));
            assertEquals(-20f, model.output(0).getFloat(4));
        }
    }

    @Test
    void shouldHandOutTheNpusOwnBytesWhereThePackStatesThem() {
        Path file = machine.write("sum.rknn", FakeModel.runningSum("int8", 0.5f, 3));
        try (NpuBackend backend = machine.zero3(); Model model = backend.load(NpuMachine.runningSum(file, ElementType.INT8, new Quantisation(0.5f, 3)))) {
            model.input(0).put(0, (byte) 13);
            model.input(1).put(0, (byte) 5);
            model.run();
            assertEquals(3 + 10 + 2, model.output(0).get(0));
            String reason = assertThrows(ModelException.class,
                () -> backend.load(NpuMachine.runningSum(file, ElementType.INT8, new Quantisation(0.25f, 3)))).getMessage();
            assertTrue(reason.contains("has scale 0.5 and zero point 3 in the file, but the pack states 0.25 and 3"), reason);
        }
    }

    @Test
    void shouldNotMakeANumberOfNotANumber() {
        try (NpuBackend backend = machine.zero3(); Model model = backend.load(machine.runningSum(FakeModel.runningSum("int8", 0.5f, 0)))) {
            model.input(0).putFloat(8, Float.NaN);
            String reason = assertThrows(ModelException.class, model::run).getMessage();
            assertTrue(reason.contains("input 'x' is not a number at element 2"), reason);
            model.input(0).putFloat(8, 1);
            model.run();
            assertEquals(1f, model.output(0).getFloat(8));
        }
    }
}
