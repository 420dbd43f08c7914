package dev.hearken.app.internal.update;

import dev.hearken.update.Golden;
import dev.hearken.update.Golden.Expectation;
import dev.hearken.update.Repository;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A publisher's golden recordings: sound files and {@code golden.jsonl}, one JSON object a line with {@code path}, {@code expected}
 * (transcript, rejected, wake, no-wake) and {@code text}.
 */
public record GoldenFolder(Path folder, List<Entry> entries) {

    public static final String LIST = "golden.jsonl";

    /** One recording and what must come out of it. */
    public record Entry(String path, Expectation expected, String text) {
    }

    public GoldenFolder {
        entries = List.copyOf(entries);
    }

    /** @throws IllegalArgumentException naming the line that is wrong */
    public static GoldenFolder read(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(folder.resolve(LIST))) {
            number++;
            if (!line.isBlank()) {
                entries.add(entry(folder.resolve(LIST) + ":" + number, line));
            }
        }
        return new GoldenFolder(folder, entries);
    }

    /** Writes the list beside the recordings. */
    public void write() throws IOException {
        List<String> lines = entries.stream().map(e -> new JsonObject().put("path", e.path()).put("expected", e.expected().word()).put("text", e.text()).encode()).toList();
        Files.write(folder.resolve(LIST), lines);
    }

    Golden publish(Repository repository, Golden.Limits limits) throws IOException {
        List<Golden.Recording> recordings = new ArrayList<>();
        for (Entry entry : entries) {
            recordings.add(new Golden.Recording(entry.path(), repository.add(folder.resolve(entry.path())), entry.expected(), entry.text()));
        }
        return new Golden(recordings, limits);
    }

    private static Entry entry(String where, String line) {
        try {
            JsonObject json = new JsonObject(line);
            String path = json.getString("path", "");
            String expected = json.getString("expected", "").toUpperCase(Locale.ROOT).replace('-', '_');
            return new Entry(path, Expectation.valueOf(expected), json.getString("text", ""));
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": expected {\"path\": ..., \"expected\": \"transcript|rejected|wake|no-wake\", \"text\": ...}: " + e.getMessage(), e);
        }
    }
}
