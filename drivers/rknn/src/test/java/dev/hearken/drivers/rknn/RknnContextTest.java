package dev.hearken.drivers.rknn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RknnContextTest {

    @TempDir
    Path folder;
    private RknnLibrary library;

    @BeforeEach
    void load() {
        library = RknnLibrary.open(FakeRknn.library());
    }

    @AfterEach
    void shouldHaveGivenEverythingBack() {
        assertEquals(0, FakeRknn.contexts());
        assertEquals(0, FakeRknn.memories());
        assertEquals(0, FakeRknn.bytes());
    }

    private RknnContext open(FakeModel model, int cores) throws IOException {
        return RknnContext.open(library, Files.write(folder.resolve("sum.rknn"), model.bytes()), cores);
    }

    private RknnException refused(FakeModel model, int cores, String... mentioned) {
        RknnException e = assertThrows(RknnException.class, () -> open(model, cores).close());
        for (String text : mentioned) {
            assertTrue(e.getMessage().contains(text), e.getMessage());
        }
        return e;
    }

    @Test
    void shouldDescribeTensorsAndVersions() throws IOException {
        try (RknnContext context = open(FakeModel.runningSum("int8", 0.5f, -3), 0)) {
            assertEquals(new RknnTensor(1, "state", List.of(1, 4), RknnTensor.Type.INT8, RknnTensor.Layout.UNDEFINED, true, 0.5f, -3, 4, 4),
                context.inputs().get(1));
            assertEquals(List.of("y", "state_out"), context.outputs().stream().map(RknnTensor::name).toList());
            assertEquals("2.3.0", context.sdk().toString());
            assertEquals("0.9.8", context.driver().toString());
            assertEquals(1024, context.memoryBytes());
        }
    }

    @Test
    void shouldComputeInPlace() throws IOException {
        try (RknnContext context = open(FakeModel.runningSum("int8", 0.5f, -3), 3)) {
            context.input(0).put(0, (byte) (-3 + 4));
            context.input(1).put(0, (byte) (-3 + 6));
            context.run();
            assertEquals(-3 + 10, context.output(0).get(0));
            assertEquals(-3 + 12, context.output(1).get(0));
        }
    }

    @Test
    void shouldStateItsVersionBeforeAnyModel() {
        assertEquals("2.3.0", library.version().map(RknnVersion::toString).orElse("none"));
    }

    @Test
    void shouldSayWhyAModelIsRefused() {
        FakeModel sum = FakeModel.runningSum("float32", 1, 0);
        assertEquals(RknnError.DEVICE_UNAVAILABLE, refused(sum.fault("init", -3), 0, "sum.rknn", "-3", "no NPU").error());
        refused(new FakeModel().fault("init", -6), 0, "toolkit", "librknnrt is 2.3.0");
        refused(new FakeModel().fault("init", -10), 0, "kernel's rknpu driver", "2.3.0");
        assertEquals(RknnError.OTHER_PLATFORM, refused(new FakeModel().platform("rk3588"), 0, "another system on chip").error());
        refused(new FakeModel().fault("init", -99), 0, "-99", "no documentation");
    }

    @Test
    void shouldTellWhichToolkitMadeARefusedFileAndForWhat() {
        String description = "{\"output_num\":9,\"target_platform\":[\"rk3588\"],\"version\":\"2.5.0\",\"virtual_tensor\":[]}";
        refused(new FakeModel().line(description), 0, "-6", "the file was made by toolkit 2.5.0 for rk3588", "librknnrt is 2.3.0");
    }

    @Test
    void shouldRefuseVersionsItDoesNotKnow() {
        refused(FakeModel.runningSum("float32", 1, 0).versions("1.4.0", "0.8.2"), 0, "1.4.0 is older than 1.6");
        refused(FakeModel.runningSum("float32", 1, 0).versions("3.0.1", "1.0.0"), 0, "3.0.1 is newer");
    }

    @Test
    void shouldGiveEverythingBackWhereMemoryOrCoresAreRefused() {
        refused(FakeModel.runningSum("float32", 1, 0).fault("memory", 1), 0, "no memory", "'x'");
        refused(FakeModel.runningSum("float32", 1, 0).fault("iomem", 1), 0, "rknn_set_io_mem", "-5");
        refused(FakeModel.runningSum("float32", 1, 0), 4, "rknn_set_core_mask(4)");
    }

    @Test
    void shouldReportFailedRuns() throws IOException {
        try (RknnContext context = open(FakeModel.runningSum("float32", 1, 0).fault("timeout", 2), 0)) {
            context.run();
            assertEquals(RknnError.TIMEOUT, assertThrows(RknnException.class, context::run).error());
            context.run();
        }
        try (RknnContext context = open(FakeModel.runningSum("float32", 1, 0).fault("lost", 1), 0)) {
            assertTrue(assertThrows(RknnException.class, context::run).error().deviceLost());
            assertTrue(assertThrows(RknnException.class, context::run).error().deviceLost());
        }
    }

    @Test
    void shouldExplainLibrariesThatCannotBeUsed() {
        assertTrue(assertThrows(RknnException.class, () -> RknnLibrary.open("libnobody-has-this.so")).getMessage().contains("this process uses"));
        assertTrue(RknnLibrary.unfit(RknnVersion.find("1.5.2 (c6b7b351a@2023-08-23T15:28:22)").orElseThrow()).orElse("").contains("older than 1.6"));
        assertTrue(RknnLibrary.unfit(RknnVersion.find("1.6.0").orElseThrow()).isEmpty());
        assertTrue(RknnLibrary.unfit(RknnVersion.find("2.3.2 (429f97ae6b@2025-04-09T09:09:27)").orElseThrow()).isEmpty());
    }
}
