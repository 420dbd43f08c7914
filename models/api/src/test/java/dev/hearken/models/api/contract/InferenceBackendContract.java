package dev.hearken.models.api.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every back end does. A subclass supplies the back end and the file of one small network in its format, the "running sum":
 * inputs {@code x} and {@code state}, both float32 [1, 4]; outputs {@code y} = x + state and {@code state_out} = 2 * state,
 * both float32 [1, 4], in this order.
 */
public abstract class InferenceBackendContract {

    private static final TensorSpec X = floats("x", 1, 4);
    private static final TensorSpec STATE = floats("state", 1, 4);
    private static final TensorSpec Y = floats("y", 1, 4);
    private static final TensorSpec STATE_OUT = floats("state_out", 1, 4);

    @TempDir
    Path folder;
    private Path file = Path.of("");
    private InferenceBackend backend;

    /** A new back end; the suite closes it. */
    protected abstract InferenceBackend createBackend();

    /** The running-sum network in the back end's file format. */
    protected abstract byte[] runningSum() throws IOException;

    /** Largest difference from the exact result, for back ends that compute in less than 32 bits. */
    protected float tolerance() {
        return 1e-6f;
    }

    protected static TensorSpec floats(String name, Integer... shape) {
        return new TensorSpec(name, ElementType.FLOAT32, List.of(shape));
    }

    @BeforeEach
    void openBackend() throws IOException {
        backend = createBackend();
        file = Files.write(folder.resolve("running-sum.bin"), runningSum());
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void shouldSayThatItIsUsable() {
        InferenceBackend.Probe probe = backend.probe();

        assertTrue(probe.usable(), probe.detail());
        assertFalse(backend.name().isBlank());
    }

    @Test
    void shouldStateTensorsInTheOrderOfTheEntry() {
        try (Model model = backend.load(entry(List.of(STATE, X), List.of(STATE_OUT, Y)))) {
            assertEquals(List.of(STATE, X), model.inputs());
            assertEquals(List.of(STATE_OUT, Y), model.outputs());
            assertEquals(1, model.inputIndex("x"));
            fill(model, 1, 1, 2, 3, 4);
            fill(model, 0, 10, 20, 30, 40);
            model.run();
            assertValues(model, 1, 11, 22, 33, 44);
            assertValues(model, 0, 20, 40, 60, 80);
        }
    }

    @Test
    void shouldHandOutTheSameDirectNativeOrderBuffersEveryTime() {
        try (Model model = load()) {
            ByteBuffer input = model.input(0);
            ByteBuffer output = model.output(1);
            model.run();
            assertSame(input, model.input(0));
            assertSame(output, model.output(1));
            for (ByteBuffer buffer : List.of(input, output)) {
                assertTrue(buffer.isDirect());
                assertEquals(ByteOrder.nativeOrder(), buffer.order());
                assertEquals(0, buffer.position());
                assertEquals(16, buffer.limit());
                assertEquals(16, buffer.capacity());
            }
        }
    }

    @Test
    void shouldStartWithZeros() {
        try (Model model = load()) {
            model.run();
            assertValues(model, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void shouldComputeTheSameInAnyNumberOfRuns() {
        try (Model model = load()) {
            for (int i = 0; i < 100; i++) {
                fill(model, 0, i, 1, 2, 3);
                fill(model, 1, 1, 1, 1, 1);
                model.run();
                assertValues(model, 0, i + 1, 2, 3, 4);
                assertValues(model, 1, 2, 2, 2, 2);
            }
        }
    }

    @Test
    void shouldKeepModelsOfOneFileApart() {
        try (Model one = load(); Model two = load()) {
            fill(one, 0, 1, 1, 1, 1);
            fill(two, 0, 5, 5, 5, 5);
            one.run();
            two.run();
            assertValues(one, 0, 1, 1, 1, 1);
            assertValues(two, 0, 5, 5, 5, 5);
        }
    }

    @Test
    void shouldLetNotANumberThrough() {
        try (Model model = load()) {
            fill(model, 0, Float.NaN, 1, Float.POSITIVE_INFINITY, 0);
            model.run();
            FloatBuffer y = model.output(0).asFloatBuffer();
            assertTrue(Float.isNaN(y.get(0)), "NaN in, NaN out");
            assertEquals(1f, y.get(1), tolerance());
            fill(model, 0, 1, 1, 1, 1);
            model.run();
            assertValues(model, 0, 1, 1, 1, 1);
        }
    }

    @Test
    void shouldRefuseMissingFile() throws IOException {
        Files.delete(file);

        assertRefused(entry(List.of(X, STATE), List.of(Y, STATE_OUT)), "running-sum.bin");
    }

    @Test
    void shouldRefuseGarbage() throws IOException {
        byte[] garbage = new byte[1000];
        Arrays.fill(garbage, (byte) 0x5a);
        Files.write(file, garbage);

        assertRefused(entry(List.of(X, STATE), List.of(Y, STATE_OUT)), "running-sum.bin");
    }

    @Test
    void shouldRefuseTruncatedFile() throws IOException {
        byte[] whole = runningSum();
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertRefused(entry(List.of(X, STATE), List.of(Y, STATE_OUT)), "running-sum.bin");
    }

    @Test
    void shouldRefuseEmptyFile() throws IOException {
        Files.write(file, new byte[0]);

        assertRefused(entry(List.of(X, STATE), List.of(Y, STATE_OUT)), "running-sum.bin");
    }

    @Test
    void shouldRefuseTensorsThatAreNotThoseOfTheFile() {
        assertRefused(entry(List.of(floats("x", 1, 5), STATE), List.of(Y, STATE_OUT)), "'x'");
        assertRefused(entry(List.of(floats("x", 4), STATE), List.of(Y, STATE_OUT)), "'x'");
        assertRefused(entry(List.of(X, STATE), List.of(floats("y", 4, 1), STATE_OUT)), "'y'");
        assertRefused(entry(List.of(new TensorSpec("x", ElementType.INT32, List.of(1, 4)), STATE), List.of(Y, STATE_OUT)), "'x'");
        assertRefused(entry(List.of(X, floats("memory", 1, 4)), List.of(Y, STATE_OUT)), "'memory'");
        assertRefused(entry(List.of(X, STATE), List.of(Y, floats("z", 1, 4))), "'z'");
        assertRefused(entry(List.of(X), List.of(Y, STATE_OUT)), "'state'");
    }

    @Test
    void shouldRefuseEntryOfAnotherBackend() {
        ModelEntry own = entry(List.of(X, STATE), List.of(Y, STATE_OUT));
        assertRefused(new ModelEntry("test", "other", "some-other-backend", own.file(), own.inputs(), own.outputs(), Map.of()),
            "some-other-backend");
    }

    @Test
    void shouldCloseTwiceAndRefuseUseAfterwards() {
        Model model = load();
        model.close();

        assertDoesNotThrow(model::close);
        assertTrue(assertThrows(ModelException.class, model::run).getMessage().contains("closed"));
    }

    @Test
    void shouldCloseBackendTwiceAndRefuseLoadingAfterwards() {
        backend.close();

        assertDoesNotThrow(backend::close);
        assertTrue(assertThrows(ModelException.class, this::load).getMessage().contains("closed"));
    }

    private Model load() {
        return backend.load(entry(List.of(X, STATE), List.of(Y, STATE_OUT)));
    }

    private ModelEntry entry(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new ModelEntry("test", "running-sum", backend.name(), file, inputs, outputs, Map.of());
    }

    private void assertRefused(ModelEntry entry, String mentioned) {
        String message = assertThrows(ModelException.class, () -> backend.load(entry)).getMessage();
        assertTrue(message.contains(mentioned), message);
        assertTrue(message.contains(entry.file().getFileName().toString()), "names the file: " + message);
    }

    private static void fill(Model model, int input, float... values) {
        model.input(input).asFloatBuffer().put(values);
    }

    private void assertValues(Model model, int output, float... expected) {
        FloatBuffer values = model.output(output).asFloatBuffer();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values.get(i), tolerance(), "element " + i);
        }
    }
}
