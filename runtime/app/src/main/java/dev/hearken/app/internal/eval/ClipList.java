package dev.hearken.app.internal.eval;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a list of recordings: one JSON object a line with at least {@code path} and {@code label}. */
final class ClipList {

    private ClipList() {
    }

    /**
     * @param list  the JSONL file
     * @param root  folder that paths are relative to; null = look beside the list, then beside its folder
     * @param limit number of lines read at the most, spread evenly over the list; 0 = all
     */
    static List<Clip> read(Path list, @Nullable Path root, int limit) {
        List<String> lines;
        try {
            lines = Files.readAllLines(list).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new EvalException("cannot read the list " + list + ": " + e, e);
        }
        int wanted = limit <= 0 ? lines.size() : Math.min(limit, lines.size());
        List<Clip> clips = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            int line = (int) ((long) i * lines.size() / wanted);
            clips.add(parse(list, line + 1, lines.get(line), root));
        }
        if (clips.isEmpty()) {
            throw new EvalException("the list " + list + " names no recording");
        }
        return clips;
    }

    private static Clip parse(Path list, int number, String line, @Nullable Path root) {
        try {
            JsonObject json = new JsonObject(line);
            String path = json.getString("path");
            if (path == null) {
                throw new EvalException(list + ":" + number + ": no \"path\"");
            }
            return new Clip(find(list, number, path, root), label(list, number, json));
        } catch (DecodeException | ClassCastException e) {
            throw new EvalException(list + ":" + number + ": not a JSON object with a path and a label: " + e.getMessage(), e);
        }
    }

    private static Clip.Label label(Path list, int number, JsonObject json) {
        Object label = json.getValue("label");
        if (label instanceof String text) {
            return new Clip.Text(text);
        }
        if (label instanceof JsonObject meaning && meaning.getString("intent") != null) {
            Map<String, String> slots = new LinkedHashMap<>();
            meaning.getJsonObject("slots", new JsonObject())
                    .forEach(slot -> slots.put(slot.getKey(), String.valueOf(slot.getValue()).strip()));
            return new Clip.Meaning(meaning.getString("intent"), slots);
        }
        throw new EvalException(list + ":" + number + ": \"label\" must be a text or {\"intent\": …, \"slots\": {…}}");
    }

    private static Path find(Path list, int number, String path, @Nullable Path root) {
        Path folder = list.toAbsolutePath().normalize().getParent();
        List<Path> bases = new ArrayList<>();
        if (root != null) {
            bases.add(root);
        }
        bases.add(folder);
        if (folder.getParent() != null) {
            bases.add(folder.getParent());
        }
        for (Path base : bases) {
            Path file = base.resolve(path);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new EvalException(list + ":" + number + ": no file " + path + " below " + bases);
    }
}
