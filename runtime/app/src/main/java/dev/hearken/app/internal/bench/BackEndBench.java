package dev.hearken.app.internal.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.TensorSpec;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Every model of a pack on every back end and setting there is for it: time to load, time and processor time of a run, memory. Inputs are
 * noise on the scale of log-mel features, states go on from run to run as they do in the speaker.
 */
public final class BackEndBench {

    private static final int WARM_UP = 20;
    private static final int FEWEST_RUNS = 30;
    private static final int MOST_RUNS = 20_000;
    /** Of an fbank frame. */
    private static final double FRAME_SECONDS = 0.01;

    private final double seconds;
    private final ProcessProbe self = new ProcessProbe(ProcessHandle.current().pid());
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** @param seconds that each model runs on each back end and setting */
    public BackEndBench(double seconds) {
        this.seconds = seconds;
    }

    /**
     * A back end with one setting.
     *
     * @param setting for people and for the board file, such as {@code cpu, 1 thread}
     * @param threads of ONNX Runtime; 0 for others
     */
    public record Contender(String backEnd, String setting, String provider, int threads, Supplier<InferenceBackend> open) {
    }

    /**
     * What one model did on one contender.
     *
     * @param step    seconds of sound that a run stands for, where it stands for some
     * @param failure why it did not run; all numbers are NaN then
     */
    public record Measurement(ModelEntry model, Contender contender, OptionalDouble step, double loadMillis, double p50Millis, double p95Millis,
                              double cpuMillis, double megabytes, Optional<String> failure) {

        /** Processor seconds for each second of sound; NaN where a run stands for none. */
        public double cpuPerSecondOfSound() {
            return step.isPresent() ? cpuMillis / 1000 / step.getAsDouble() : Double.NaN;
        }
    }

    /** @param progress told from 0 to 1 */
    public List<Measurement> measure(ModelPack pack, List<Contender> contenders, SpeakerBench.Progress progress) {
        List<Measurement> measurements = new ArrayList<>();
        int done = 0;
        for (Contender contender : contenders) {
            try (InferenceBackend backEnd = contender.open().get()) {
                for (ModelEntry entry : pack.models()) {
                    if (entry.backend().equals(contender.backEnd())) {
                        measurements.add(measure(entry, contender, backEnd));
                    }
                }
            }
            progress.update(++done, contenders.size());
        }
        return measurements;
    }

    private Measurement measure(ModelEntry entry, Contender contender, InferenceBackend backEnd) {
        double before = self.residentMegabytes();
        long start = System.nanoTime();
        try (Model model = backEnd.load(entry)) {
            double loadMillis = (System.nanoTime() - start) / 1e6;
            fill(model, new Random(7));
            for (int i = 0; i < WARM_UP; i++) {
                step(model);
            }
            List<Double> millis = new ArrayList<>();
            long cpu = system.getProcessCpuTime();
            long began = System.nanoTime();
            for (long at = began; millis.size() < FEWEST_RUNS || at - began < seconds * 1e9 && millis.size() < MOST_RUNS;) {
                step(model);
                long now = System.nanoTime();
                millis.add((now - at) / 1e6);
                at = now;
            }
            double cpuMillis = (system.getProcessCpuTime() - cpu) / 1e6 / millis.size();
            return new Measurement(entry, contender, stepSeconds(entry), loadMillis, Latencies.percentile(millis, 0.5), Latencies.percentile(millis, 0.95),
                cpuMillis, self.residentMegabytes() - before, Optional.empty());
        } catch (ModelException e) {
            return new Measurement(entry, contender, stepSeconds(entry), Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** A recogniser and a voice activity detector take new frames with each run; a verifier looks at the same ones again, a voice makes sound. */
    private static OptionalDouble stepSeconds(ModelEntry entry) {
        boolean streams = entry.outputs().stream().anyMatch(output -> output.name().endsWith("_out"));
        return entry.inputs().stream().filter(input -> streams && input.name().equals("fbank") && input.shape().size() == 3)
            .mapToDouble(input -> input.shape().get(1) * FRAME_SECONDS).findFirst();
    }

    private static void fill(Model model, Random random) {
        for (int i = 0; i < model.inputs().size(); i++) {
            TensorSpec spec = model.inputs().get(i);
            // Raw log-mel energies of 16-bit speech lie about 10 with a deviation of 3; other inputs stay zero.
            if (spec.type() == ElementType.FLOAT32 && spec.name().equals("fbank")) {
                for (int e = 0; e < spec.elements(); e++) {
                    model.input(i).putFloat(Float.BYTES * e, (float) (10 + 3 * random.nextGaussian()));
                }
            }
        }
    }

    private static void step(Model model) {
        model.run();
        for (int output = 0; output < model.outputs().size(); output++) {
            String name = model.outputs().get(output).name();
            if (name.endsWith("_out")) {
                ByteBuffer state = model.input(model.inputIndex(name.substring(0, name.length() - "_out".length())));
                state.put(0, model.output(output), 0, state.capacity());
            }
        }
    }
}
