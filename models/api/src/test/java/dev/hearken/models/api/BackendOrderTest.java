package dev.hearken.models.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.models.api.contract.MemoryBackend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leaky sum, y = x + s and s_out = x + s / 2, on two or three back ends of which the first computes less exactly and fails. */
class BackendOrderTest {

    private static final List<TensorSpec> IN = List.of(floats("x"), floats("s"));
    private static final List<TensorSpec> OUT = List.of(floats("y"), floats("s_out"));
    private static final double EXACT = 0.5;
    private static final double COARSE = 0.4;

    @TempDir
    Path folder;
    private final List<Fallback> told = new ArrayList<>();

    private static TensorSpec floats(String name) {
        return new TensorSpec(name, ElementType.FLOAT32, List.of(1, 2));
    }

    private static MemoryBackend backend(String name, double leak, IntConsumer trouble) {
        int[] runs = new int[1];
        Consumer<Model> compute = model -> {
            trouble.accept(++runs[0]);
            for (int i = 0; i < 2; i++) {
                float x = model.input(0).getFloat(4 * i);
                float s = model.input(1).getFloat(4 * i);
                model.output(0).putFloat(4 * i, x + s);
                model.output(1).putFloat(4 * i, (float) (x + leak * s));
            }
        };
        return new MemoryBackend(name, Map.of("sum", new MemoryBackend.Network(IN, OUT, compute)));
    }

    private static IntConsumer failingAt(int run) {
        return at -> {
            if (at == run) {
                throw new ModelException("run " + run + " failed");
            }
        };
    }

    private ModelEntry entry(String backend) {
        try {
            return new ModelEntry("recognizer", "phones", backend, Files.writeString(folder.resolve(backend + ".bin"), "sum"), IN, OUT, Map.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Model load(MemoryBackend... backends) {
        List<String> names = List.of(backends).stream().map(MemoryBackend::name).toList();
        BackendOrder order = new BackendOrder(List.of(backends), role -> names, told::add);
        return order.load(names.stream().map(this::entry).toList());
    }

    /** What comes out for x = 1, 2, 3, … in a number of steps, as a recogniser would drive it. */
    private static List<Float> drive(Model model, int steps) {
        for (int at = 0; at < 8; at++) {
            model.input(1).put(at, (byte) 0);
        }
        List<Float> heard = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            model.input(0).putFloat(0, step % 7).putFloat(4, -step % 5);
            model.run();
            heard.add(model.output(0).getFloat(0));
            model.input(1).put(0, model.output(1), 0, 8);
        }
        return heard;
    }

    @Test
    void shouldGoOnWithinAnUtteranceAsIfTheOtherHadRunItAll() {
        List<Float> exact = drive(load(backend("onnx", EXACT, failingAt(0))), 12);
        for (int failing = 1; failing <= 12; failing++) {
            told.clear();
            List<Float> heard = drive(load(backend("rknn", COARSE, failingAt(failing)), backend("onnx", EXACT, failingAt(0))), 12);
            assertEquals(exact.subList(failing - 1, 12), heard.subList(failing - 1, 12), "failing at " + failing);
            assertEquals(1, told.size());
            assertEquals("recognizer 'phones' runs on onnx instead of rknn, having failed there: run " + failing + " failed", told.get(0).toString());
        }
    }

    @Test
    void shouldReplayOnlyTheUtteranceThatIsGoingOn() {
        List<Float> exact = drive(load(backend("onnx", EXACT, failingAt(0))), 6);
        Model model = load(backend("rknn", COARSE, failingAt(40 + 4)), backend("onnx", EXACT, failingAt(0)));
        drive(model, 40);
        assertEquals(exact.subList(3, 6), drive(model, 6).subList(3, 6));
        assertEquals(exact, drive(model, 6));
    }

    @Test
    void shouldEndInTheRightStatesOfAnEndlessStream() {
        List<Float> exact = drive(load(backend("onnx", EXACT, failingAt(0))), 1000);
        List<Float> heard = drive(load(backend("rknn", COARSE, failingAt(900)), backend("onnx", EXACT, failingAt(0))), 1000);
        for (int step = 900; step <= 1000; step++) {
            assertEquals(exact.get(step - 1), heard.get(step - 1), 1e-5f, "step " + step);
        }
    }

    @Test
    void shouldTakeNotANumberForAFailureUnlessItWasGivenOne() {
        Model model = load(new MemoryBackend("rknn", Map.of("sum", new MemoryBackend.Network(IN, OUT, m -> m.output(0).putFloat(4, Float.NaN)))),
            backend("onnx", EXACT, failingAt(0)));
        model.input(0).putFloat(0, Float.NaN);
        model.run();
        assertTrue(told.isEmpty(), "NaN in, NaN out");
        model.input(0).putFloat(0, 1);
        model.run();
        assertEquals(1f, model.output(0).getFloat(0));
        assertTrue(told.get(0).reason().contains("not-a-number"), told.toString());
    }

    @Test
    void shouldKeepItsBuffers() {
        try (Model model = load(backend("rknn", COARSE, failingAt(2)), backend("onnx", EXACT, failingAt(0)))) {
            ByteBuffer input = model.input(0);
            ByteBuffer output = model.output(0);
            drive(model, 4);
            assertSame(input, model.input(0));
            assertSame(output, model.output(0));
        }
    }

    @Test
    void shouldPassOnToTheThirdWhereTheSecondFailsToo() {
        List<Float> exact = drive(load(backend("onnx", EXACT, failingAt(0))), 6);
        List<Float> heard = drive(load(backend("rknn", COARSE, failingAt(4)), backend("other", COARSE, failingAt(2)), backend("onnx", EXACT, failingAt(0))), 6);
        assertEquals(exact.subList(3, 6), heard.subList(3, 6));
        assertEquals("onnx", told.get(0).to());
        assertEquals("run 4 failed; run 2 failed", told.get(0).reason());
    }

    /** Keeps what runs elsewhere now, and how it came there. */
    private static final class Elsewhere implements FallbackListener {
        final List<Fallback> now = new ArrayList<>();
        final List<String> history = new ArrayList<>();

        @Override
        public void began(Fallback fallback) {
            now.add(fallback);
            history.add("+" + fallback.to());
        }

        @Override
        public void ended(Fallback fallback) {
            assertTrue(now.remove(fallback), fallback + " had not begun");
            history.add("-" + fallback.to());
        }
    }

    @Test
    void shouldTellWhenAModelRunsElsewhereNoMore() throws IOException {
        Elsewhere elsewhere = new Elsewhere();
        List<InferenceBackend> backends = List.of(backend("rknn", COARSE, failingAt(4)), backend("other", COARSE, failingAt(6)), backend("onnx", EXACT, failingAt(0)));
        BackendOrder order = new BackendOrder(backends, role -> List.of("rknn", "other", "onnx"), elsewhere);
        List<ModelEntry> variants = List.of(entry("rknn"), entry("other"), entry("onnx"));
        Model model = order.load(variants);
        drive(model, 3);
        assertEquals(List.of(), elsewhere.history);
        drive(model, 2);
        assertEquals(List.of("+other"), elsewhere.history);
        drive(model, 6);
        assertEquals(List.of("+other", "+onnx", "-other"), elsewhere.history);
        model.close();
        model.close();
        assertEquals(List.of(), elsewhere.now);

        Files.delete(variants.get(0).file());
        Files.delete(variants.get(1).file());
        elsewhere.history.clear();
        Model last = order.load(variants);
        assertEquals(List.of(1f), drive(last, 1), "where nothing stands by any more");
        assertEquals(List.of("+onnx"), elsewhere.history);
        last.close();
        assertEquals(List.of("+onnx", "-onnx"), elsewhere.history);
    }

    @Test
    void shouldReportTheFailureWhereNothingIsLeft() {
        Model model = load(backend("rknn", COARSE, failingAt(2)), backend("onnx", EXACT, at -> {
            throw new ModelException("onnx failed");
        }));
        assertEquals("onnx failed", assertThrows(ModelException.class, () -> drive(model, 3)).getMessage());
    }

    @Test
    void shouldLoadOnTheNextWhereTheFirstRefuses() throws IOException {
        BackendOrder order = new BackendOrder(List.of(backend("onnx", EXACT, failingAt(0)), backend("rknn", COARSE, failingAt(0))),
            role -> List.of("rknn", "absent", "onnx"), told::add);
        List<ModelEntry> variants = order.runnable("recognizer", List.of(entry("onnx"), entry("absent"), entry("rknn")));
        assertEquals(List.of("rknn", "onnx"), variants.stream().map(ModelEntry::backend).toList());

        Files.delete(variants.get(0).file());
        order.load(variants).run();
        assertEquals("rknn", told.get(0).from());
        assertTrue(told.get(0).reason().contains("rknn.bin"), told.toString());

        Files.delete(variants.get(1).file());
        String reason = assertThrows(ModelException.class, () -> order.load(variants)).getMessage();
        assertTrue(reason.contains("rknn.bin") && reason.contains("onnx.bin"), reason);
    }

    @Test
    void shouldNotLetAModelStandInWhoseTensorsAreOthers() {
        MemoryBackend onnx = new MemoryBackend("onnx", Map.of("sum", new MemoryBackend.Network(IN, IN, m -> { })));
        ModelEntry other = new ModelEntry("recognizer", "phones", "onnx", entry("onnx").file(), IN, IN, Map.of());
        Model model = new BackendOrder(List.of(backend("rknn", COARSE, failingAt(1)), onnx), role -> List.of("rknn", "onnx"), told::add)
            .load(List.of(entry("rknn"), other));
        assertTrue(assertThrows(ModelException.class, model::run).getMessage().contains("neither can stand in"));
    }

    @Test
    void shouldAllocateNothingARun() {
        Model model = load(new MemoryBackend("rknn", Map.of("sum", new MemoryBackend.Network(IN, OUT, m -> { }))), backend("onnx", EXACT, failingAt(0)));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            model.run();
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 10_000; i++) {
            model.run();
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(bytes < 10_000, bytes + " bytes in 10,000 runs");
    }
}
