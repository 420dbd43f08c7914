package dev.hearken.app.internal.eval;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Figures as a table for people and as a JSON file for programs. */
public final class EvalReport {

    private EvalReport() {
    }

    /** Prints one line a figure; lists (single mistakes) are counted here and found whole in the JSON file. */
    public static void print(JsonObject figures, PrintWriter out) {
        print("", figures, out);
    }

    private static void print(String prefix, JsonObject figures, PrintWriter out) {
        for (Map.Entry<String, Object> figure : figures) {
            String name = prefix + figure.getKey();
            if (figure.getValue() instanceof JsonObject group) {
                print(name + ".", group, out);
            } else if (figure.getValue() instanceof JsonArray list) {
                out.printf("  %-32s %d (listed in --json)%n", name, list.size());
            } else {
                out.printf("  %-32s %s%n", name, text(figure.getValue()));
            }
        }
    }

    private static String text(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4f", number) : String.valueOf(value);
    }

    /** Writes the object to a file; figures that could not be formed (not a number) become null. */
    public static void write(JsonObject figures, Path file) {
        try {
            Files.writeString(file, finite(figures).encodePrettily() + System.lineSeparator());
        } catch (IOException e) {
            throw new EvalException("cannot write " + file + ": " + e, e);
        }
    }

    private static JsonObject finite(JsonObject figures) {
        JsonObject clean = new JsonObject();
        for (Map.Entry<String, Object> figure : figures) {
            Object value = figure.getValue();
            if (value instanceof JsonObject group) {
                value = finite(group);
            } else if (value instanceof Double number && !Double.isFinite(number)) {
                value = null;
            }
            clean.put(figure.getKey(), value);
        }
        return clean;
    }
}
