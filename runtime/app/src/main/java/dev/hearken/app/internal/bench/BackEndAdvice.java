package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.bench.BackEndBench.Contender;
import dev.hearken.app.internal.bench.BackEndBench.Measurement;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which back end should run which kind of model, out of what was measured: the one that takes least processor time, among those whose 95th
 * percentile is at most half of the sound that a run stands for; where none is as fast, the fastest. A back end on which a model of the role
 * fails stands last among those measured, so that it is not tried first.
 */
public final class BackEndAdvice {

    /** Names of the roles in a board file. */
    private static final Map<String, String> KEYS = Map.of("recognizer", "recogniser", "wake-verifier", "wake-verifier", "vad", "vad", "voice", "voice");
    /** A run may take this share of the sound it stands for. */
    private static final double IN_TIME = 0.5;
    /** Stands before every time in ms: too slow is worse than any use of the processor. */
    private static final double TOO_SLOW = 1e9;

    private final List<Measurement> measurements;

    public BackEndAdvice(List<Measurement> measurements) {
        this.measurements = List.copyOf(measurements);
    }

    /** Every figure, by model, back end and setting; and the advice. */
    public JsonObject figures() {
        JsonObject models = new JsonObject();
        for (Measurement m : measurements) {
            String label = m.model().label();
            JsonObject figures = m.failure().map(reason -> new JsonObject().put("failure", reason)).orElseGet(() -> new JsonObject()
                .put("loadMs", m.loadMillis()).put("p50Ms", m.p50Millis()).put("p95Ms", m.p95Millis()).put("cpuMsPerRun", m.cpuMillis())
                .put("megabytes", m.megabytes()));
            if (m.failure().isEmpty() && m.step().isPresent()) {
                figures.put("cpuSecondsPerAudioSecond", m.cpuPerSecondOfSound());
            }
            models.put(label, models.getJsonObject(label, new JsonObject()).put(m.contender().backEnd() + " " + m.contender().setting(), figures));
        }
        return new JsonObject().put("processors", Runtime.getRuntime().availableProcessors()).put("models", models).put("recommended", order());
    }

    /** Role, as board files call it, to back ends, best first. */
    private JsonObject order() {
        JsonObject order = new JsonObject();
        orders().forEach((role, names) -> order.put(KEYS.getOrDefault(role, role), String.join(", ", names)));
        return order;
    }

    /** Role to names of back ends, best first. */
    Map<String, List<String>> orders() {
        Map<String, Map<String, Double>> scores = new TreeMap<>();
        for (Measurement m : measurements) {
            scores.computeIfAbsent(m.model().role(), role -> new LinkedHashMap<>());
        }
        scores.forEach((role, byName) -> {
            for (Measurement m : measurements) {
                byName.merge(m.contender().backEnd(), score(role, m.contender()), Math::min);
            }
        });
        Map<String, List<String>> orders = new TreeMap<>();
        scores.forEach((role, byName) -> orders.put(role, byName.entrySet().stream().filter(e -> measured(role, e.getKey()))
            .sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey).toList()));
        return orders;
    }

    private boolean measured(String role, String backEnd) {
        return measurements.stream().anyMatch(m -> m.model().role().equals(role) && m.contender().backEnd().equals(backEnd));
    }

    /** Sum over the role's models of what a run costs there; the less the better. */
    private double score(String role, Contender contender) {
        return measurements.stream().filter(m -> m.model().role().equals(role) && m.contender().equals(contender)).mapToDouble(BackEndAdvice::cost).sum();
    }

    private static double cost(Measurement m) {
        if (m.failure().isPresent()) {
            return Double.POSITIVE_INFINITY;
        }
        boolean inTime = m.step().isEmpty() || m.p95Millis() <= IN_TIME * 1000 * m.step().getAsDouble();
        return inTime ? m.cpuMillis() : TOO_SLOW + m.p95Millis();
    }

    /** The setting of ONNX Runtime that costs least over all models; the first of equals. */
    private List<Contender> bestOnnx() {
        Set<Contender> contenders = new java.util.LinkedHashSet<>();
        measurements.stream().map(Measurement::contender).filter(c -> c.threads() > 0).forEach(contenders::add);
        return contenders.stream().min(Comparator.comparingDouble(c -> measurements.stream().filter(m -> m.contender().equals(c))
            .mapToDouble(BackEndAdvice::cost).sum())).map(List::of).orElse(List.of());
    }

    /** Section {@code backends} of a board file. */
    public String yaml() {
        List<String> lines = new ArrayList<>(List.of("backends:", "  order:"));
        orders().forEach((role, names) -> lines.add("    " + KEYS.getOrDefault(role, role) + ": [" + String.join(", ", names) + "]"));
        for (Contender onnx : bestOnnx()) {
            String providers = onnx.provider().equals("cpu") ? "cpu" : onnx.provider() + ", cpu";
            lines.add("  onnx: {providers: [" + providers + "], threads: " + onnx.threads() + "}");
        }
        return String.join(System.lineSeparator(), lines);
    }
}
