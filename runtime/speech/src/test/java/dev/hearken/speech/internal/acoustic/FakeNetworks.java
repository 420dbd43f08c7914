package dev.hearken.speech.internal.acoustic;

import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.models.api.contract.MemoryBackend;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Networks computed in Java, with the tensors and parameters that packs state. */
public final class FakeNetworks {

    private FakeNetworks() {
    }

    public static TensorSpec floats(String name, Integer... shape) {
        return new TensorSpec(name, ElementType.FLOAT32, List.of(shape));
    }

    /** An entry whose file exists in the folder; {@link #load} gives it the computation. */
    public static ModelEntry entry(Path folder, String role, String name, List<TensorSpec> inputs, List<TensorSpec> outputs,
                                   Map<String, Object> parameters) {
        try {
            Path file = Files.writeString(folder.resolve(role + ".bin"), role);
            return new ModelEntry(role, name, "memory", file, inputs, outputs, parameters);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static Model load(ModelEntry entry, Consumer<Model> compute) {
        try (InferenceBackend backend = new MemoryBackend(
            Map.of(entry.role(), new MemoryBackend.Network(entry.inputs(), entry.outputs(), compute)))) {
            return backend.load(entry);
        }
    }

    /** A recogniser's entry: T fbank frames a run, subsampling 4, one state of one number. */
    public static ModelEntry recognizer(Path folder, int framesPerRun, int phones, int lookAhead, Map<String, Object> typedWake) {
        return entry(folder, "recognizer", "phones",
            List.of(floats("fbank", 1, framesPerRun, 40), floats("memory", 1, 1)),
            List.of(floats("logp", 1, framesPerRun / 4, phones), floats("memory_out", 1, 1)),
            Map.of("subsampling", 4L, "lookAheadFrames", (long) lookAhead, "typedWake", typedWake));
    }

    /**
     * Reads the phone straight from the sound: a frame whose first mel bin holds 10 p (see {@link #frame}) gives phone p a
     * probability near 1.
     */
    public static void readPhones(Model model) {
        FloatBuffer fbank = model.input(model.inputIndex("fbank")).asFloatBuffer();
        FloatBuffer logp = model.output(model.outputIndex("logp")).asFloatBuffer();
        int phones = model.outputs().get(model.outputIndex("logp")).shape().get(2);
        for (int i = 0; i < logp.capacity() / phones; i++) {
            int phone = Math.round(fbank.get(i * 4 * 40) / 10);
            for (int p = 0; p < phones; p++) {
                logp.put(i * phones + p, p == phone ? -0.01f : -5f);
            }
        }
    }

    /** A feature frame that says: this is phone p. */
    public static float[] frame(int phone) {
        float[] frame = new float[40];
        frame[0] = 10 * phone;
        return frame;
    }
}
