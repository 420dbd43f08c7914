package dev.hearken.models.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.models.api.contract.InferenceBackendContract;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxBackendTest extends InferenceBackendContract {

    /** What ONNX Runtime's Java binding itself allocates for two inputs and two outputs, with room for another JDK. */
    private static final long BINDING_BYTES_PER_RUN = 1024;

    @TempDir
    Path files;

    @Override
    protected InferenceBackend createBackend() {
        return new OnnxBackend();
    }

    @Override
    protected byte[] runningSum() {
        return runningSum(4);
    }

    private static byte[] runningSum(int width) {
        return new OnnxFile()
            .input("x", 1, width).input("state", 1, width)
            .output("y", 1, width).output("state_out", 1, width)
            .node("Add", "y", "x", "state").node("Add", "state_out", "state", "state").bytes();
    }

    @Test
    void shouldStateItsVersion() {
        try (OnnxBackend backend = new OnnxBackend()) {
            assertEquals("1.28.0", backend.probe().version());
        }
    }

    @Test
    void shouldTakeOpenAxesWhereTheEntryFixesThem() throws IOException {
        try (OnnxBackend backend = new OnnxBackend();
             Model model = backend.load(entry(runningSum(-1), List.of(floats("x", 1, 7), floats("state", 1, 7)),
                 List.of(floats("y", 1, 7), floats("state_out", 1, 7))))) {
            model.input(0).asFloatBuffer().put(6, 3f);
            model.run();
            assertEquals(3f, model.output(0).asFloatBuffer().get(6));
        }
    }

    @Test
    void shouldReportShapesThatDoNotWorkTogether() throws IOException {
        try (OnnxBackend backend = new OnnxBackend();
             Model model = backend.load(entry(runningSum(-1), List.of(floats("x", 1, 7), floats("state", 1, 7)),
                 List.of(floats("y", 1, 5), floats("state_out", 1, 7))))) {
            String message = assertThrows(ModelException.class, model::run).getMessage();
            assertTrue(message.contains("net.onnx") && message.contains("shape"), message);
        }
    }

    @Test
    void shouldSayWhatTheFileHasInstead() throws IOException {
        ModelEntry entry = entry(runningSum(4), List.of(floats("x", 1, 9), floats("state", 1, 4)),
            List.of(floats("y", 1, 4), floats("state_out", 1, 4)));
        try (OnnxBackend backend = new OnnxBackend()) {
            String message = assertThrows(ModelException.class, () -> backend.load(entry)).getMessage();
            assertTrue(message.contains("input 'x' is FLOAT [1, 4] in the file, but the pack states FLOAT32 [1, 9]"), message);
        }
    }

    @Test
    void shouldAllocateLittleARun() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        List<TensorSpec> inputs = List.of(floats("x", 1, 4000), floats("state", 1, 4000));
        try (OnnxBackend backend = new OnnxBackend();
             Model model = backend.load(entry(runningSum(4000), inputs, List.of(floats("y", 1, 4000), floats("state_out", 1, 4000))))) {
            for (int i = 0; i < 2000; i++) {
                model.run();
            }
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 1000; i++) {
                model.run();
            }
            long bytes = (threads.getThreadAllocatedBytes(thread) - before) / 1000;
            assertTrue(bytes <= BINDING_BYTES_PER_RUN, bytes + " bytes a run");
            System.getLogger("measure").log(System.Logger.Level.INFO, bytes + " bytes a run");
        }
    }

    private ModelEntry entry(byte[] file, List<TensorSpec> inputs, List<TensorSpec> outputs) throws IOException {
        return new ModelEntry("test", "net", "onnx", Files.write(files.resolve("net.onnx"), file), inputs, outputs, Map.of());
    }
}
