package dev.hearken.models.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.drivers.rknn.FakeRknn;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpuLeakTest {

    private static final int RUNS = 10_000;
    private static final int LOADS = 500;

    @TempDir
    Path folder;

    private static List<Long> held() {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(p -> p.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return List.of(FakeRknn.contexts(), FakeRknn.memories(), FakeRknn.bytes(), direct);
    }

    @Test
    void shouldHoldNoMoreAfterTenThousandRuns() {
        NpuMachine machine = new NpuMachine(folder);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        try (NpuBackend backend = machine.zero3(); Model model = backend.load(machine.runningSum(FakeModel.runningSum("int8", 0.5f, 3)))) {
            for (int i = 0; i < RUNS; i++) {
                model.run();
            }
            List<Long> before = held();
            long allocated = threads.getThreadAllocatedBytes(thread);
            long runs = FakeRknn.runs();
            for (int i = 0; i < RUNS; i++) {
                model.input(0).putFloat(0, i % 30);
                model.run();
                assertEquals(i % 30, model.output(0).getFloat(0));
            }
            long perRun = (threads.getThreadAllocatedBytes(thread) - allocated) / RUNS;
            assertEquals(RUNS, FakeRknn.runs() - runs);
            assertEquals(before, held());
            assertTrue(perRun <= 64, perRun + " bytes of heap a run");
            System.getLogger("measure").log(System.Logger.Level.INFO, RUNS + " runs: native " + held() + ", heap " + perRun + " bytes a run");
        }
        assertEquals(List.of(0L, 0L, 0L), held().subList(0, 3));
    }

    @Test
    void shouldHoldNothingAfterManyModels() {
        NpuMachine machine = new NpuMachine(folder);
        ModelEntry entry = machine.runningSum(FakeModel.runningSum("float32", 1, 0));
        long threads = ManagementFactory.getThreadMXBean().getThreadCount();
        try (NpuBackend backend = machine.zero3()) {
            for (int i = 0; i < LOADS; i++) {
                try (Model model = backend.load(entry)) {
                    model.run();
                }
            }
        }
        assertEquals(List.of(0L, 0L, 0L), held().subList(0, 3));
        assertTrue(ManagementFactory.getThreadMXBean().getThreadCount() <= threads + 5, "threads are left");
    }
}
