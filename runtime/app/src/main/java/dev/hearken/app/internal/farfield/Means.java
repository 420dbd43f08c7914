package dev.hearken.app.internal.farfield;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers figures by name; gives their means, rounded to hundredths. */
final class Means {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    double mean(String name) {
        return values.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    double median(String name) {
        List<Double> sorted = values.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** Share of values that are at most this. */
    double shareAtMost(String name, double limit) {
        return values.getOrDefault(name, List.of()).stream().mapToDouble(v -> v <= limit ? 1 : 0).average().orElse(Double.NaN);
    }

    JsonObject figures() {
        JsonObject figures = new JsonObject();
        values.keySet().forEach(name -> figures.put(name, rounded(mean(name))));
        return figures;
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
