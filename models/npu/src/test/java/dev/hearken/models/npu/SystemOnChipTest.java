package dev.hearken.models.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.drivers.rknn.FakeRknn;
import dev.hearken.models.api.InferenceBackend.Probe;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file of a pack is taken on which machine. */
class SystemOnChipTest {

    @TempDir
    Path folder;

    @AfterEach
    void beTheUsualOneAgain() {
        FakeRknn.platform("rk3566");
    }

    private ModelEntry entry(NpuMachine machine) {
        ModelEntry sum = machine.runningSum(FakeModel.runningSum("float32", 1, 0));
        Map<String, Path> files = Map.of("rk3566", machine.write("rk3566/sum.rknn", FakeModel.runningSum("float32", 1, 0).platform("rk3566")),
            "rk3588", machine.write("rk3588/sum.rknn", FakeModel.runningSum("float32", 1, 0).platform("rk3588")));
        return new ModelEntry(sum.role(), sum.name(), sum.backend(), files.get("rk3566"), files, sum.inputs(), sum.outputs(), Map.of());
    }

    @Test
    void shouldTakeTheFileOfTheMachine() {
        NpuMachine machine = new NpuMachine(folder);
        FakeRknn.platform("rk3588");
        try (NpuBackend backend = new NpuBackend(machine.settings("xunlong,orangepi-5", "rockchip,rk3588s")); Model model = backend.load(entry(machine))) {
            model.run();
        }
    }

    @Test
    void shouldTakeTheFileOfASystemWithTheSameNpu() {
        NpuMachine machine = new NpuMachine(folder);
        try (NpuBackend backend = new NpuBackend(machine.settings("radxa,rock3a", "rockchip,rk3568")); Model model = backend.load(entry(machine))) {
            model.run();
            assertTrue(backend.probe().detail().contains("rk3568"), backend.probe().detail());
            assertTrue(backend.probe().detail().contains("kernel driver 0.9.8"), backend.probe().detail());
        }
    }

    @Test
    void shouldSayForWhichMachinesThereAreFiles() {
        NpuMachine machine = new NpuMachine(folder);
        try (NpuBackend backend = new NpuBackend(machine.settings("firefly,rk3562-board", "rockchip,rk3562"))) {
            String reason = assertThrows(ModelException.class, () -> backend.load(entry(machine))).getMessage();
            assertTrue(reason.contains("the pack has files for [rk3566, rk3588]; system on chip rk3562"), reason);
        }
    }

    @Test
    void shouldSayThatAnotherMachineHasNoSuchNpu() {
        NpuMachine machine = new NpuMachine(folder);
        Probe pi = new NpuBackend(machine.settings("raspberrypi,4-model-b", "brcm,bcm2711")).probe();
        assertFalse(pi.usable());
        assertTrue(pi.detail().contains("brcm,bcm2711"), pi.detail());
        Probe pc = new NpuBackend(new NpuSettings("librknnrt.so", 0, folder.resolve("missing"), Duration.ofSeconds(2))).probe();
        assertFalse(pc.usable());
        assertTrue(pc.detail().contains("no device tree"), pc.detail());
        assertEquals("", pc.version());
    }
}
