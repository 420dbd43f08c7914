package dev.hearken.models.npu;

import dev.hearken.drivers.rknn.FakeModel;
import dev.hearken.drivers.rknn.FakeRknn;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A board with a Rockchip system on chip and the fake library, in a folder. */
final class NpuMachine {

    /** Never reached by a run that ends: a test is not to depend on the machine's load. */
    private static final Duration EVER = Duration.ofMinutes(5);

    private final Path folder;

    NpuMachine(Path folder) {
        this.folder = folder;
    }

    NpuSettings settings(String... compatible) {
        return settings(EVER, compatible);
    }

    NpuSettings settings(Duration longestRun, String... compatible) {
        try {
            Path file = Files.writeString(folder.resolve("compatible"), String.join("\0", compatible) + "\0", StandardCharsets.ISO_8859_1);
            return new NpuSettings(FakeRknn.library(), 0, file, longestRun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NpuBackend zero3() {
        return new NpuBackend(settings("radxa,zero3", "rockchip,rk3566"));
    }

    Path write(String name, FakeModel model) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, model.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The running sum, its tensors as real numbers. */
    ModelEntry runningSum(FakeModel model) {
        return runningSum(write("sum.rknn", model), ElementType.FLOAT32, TensorSpec.Quantisation.NONE);
    }

    static ModelEntry runningSum(Path file, ElementType type, TensorSpec.Quantisation quantisation) {
        return new ModelEntry("recognizer", "sum", "rknn", file, tensors(type, quantisation, "x", "state"), tensors(type, quantisation, "y", "state_out"), Map.of());
    }

    private static List<TensorSpec> tensors(ElementType type, TensorSpec.Quantisation quantisation, String first, String second) {
        return List.of(new TensorSpec(first, type, List.of(1, 4), quantisation), new TensorSpec(second, type, List.of(1, 4), quantisation));
    }
}
