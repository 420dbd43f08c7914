package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.JsonTree;
import dev.hearken.update.internal.store.FolderDisk;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hawkBit client must not forget over a restart, in one small record: the open action, the outcome that the server has
 * not acknowledged yet, and the actions that are over. A damaged file counts as none; then the stages' own journal still knows
 * what became of an action. For one thread.
 */
final class DeviceMemory {

    /** @param success confirmed or failed */
    record Outcome(String action, boolean success, String text) {
    }

    private static final Logger LOG = LoggerFactory.getLogger("dev.hearken.update");
    private static final int MOST_ENDED = 32;

    private static final String FOLDER = ".";

    private final Records records;
    private final String name;
    private String open = "";
    private String step = "";
    private String attributes = "";
    private @Nullable Outcome unsent;
    private final List<Outcome> ended = new ArrayList<>();

    DeviceMemory(Path file) throws IOException {
        records = new Records(new FolderDisk(file.toAbsolutePath().getParent()));
        name = file.getFileName().toString();
        Optional<byte[]> kept = records.read(FOLDER, name);
        if (kept.isPresent()) {
            read(JsonTree.object(kept.get()));
        } else if (records.exists(FOLDER, name)) {
            LOG.warn("{} is damaged and begun anew", file);
        }
    }

    private void read(Map<?, ?> root) {
        open = JsonTree.text(root, "open");
        step = JsonTree.text(root, "step");
        attributes = JsonTree.text(root, "attributes");
        Map<?, ?> waiting = JsonTree.map(root, "unsent");
        unsent = waiting.isEmpty() ? null : outcome(waiting);
        for (Object item : JsonTree.list(root, "ended")) {
            if (item instanceof Map<?, ?> map) {
                ended.add(outcome(map));
            }
        }
    }

    /** The action being worked on; empty if none. */
    String open() {
        return open;
    }

    /** What the server was told last of the open action. */
    String step() {
        return step;
    }

    /** The attributes the server was told last, as one text; empty if none. */
    String attributes() {
        return attributes;
    }

    @Nullable Outcome unsent() {
        return unsent;
    }

    /** How an action that is over ended; null if it is not known to be over. */
    @Nullable Outcome outcomeOf(String action) {
        return ended.stream().filter(outcome -> outcome.action().equals(action)).findFirst().orElse(null);
    }

    void begin(String action) throws IOException {
        open = action;
        step = "";
        write();
    }

    void told(String said) throws IOException {
        step = said;
        write();
    }

    void toldAttributes(String text) throws IOException {
        attributes = text;
        write();
    }

    /** The action is over; the server has still to be told. */
    void end(Outcome outcome) throws IOException {
        unsent = outcome;
        close(outcome);
    }

    /** The action is over without anything to tell. */
    void close(Outcome outcome) throws IOException {
        ended.removeIf(old -> old.action().equals(outcome.action()));
        ended.add(outcome);
        if (ended.size() > MOST_ENDED) {
            ended.remove(0);
        }
        open = "";
        step = "";
        write();
    }

    void sent() throws IOException {
        unsent = null;
        write();
    }

    private void write() throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("open", open);
        root.put("step", step);
        root.put("attributes", attributes);
        if (unsent != null) {
            root.put("unsent", map(unsent));
        }
        root.put("ended", ended.stream().map(DeviceMemory::map).toList());
        records.replace(FOLDER, name, JsonText.bytes(root));
    }

    private static Outcome outcome(Map<?, ?> map) {
        return new Outcome(JsonTree.text(map, "action"), JsonTree.text(map, "success").equals("true"), JsonTree.text(map, "text"));
    }

    private static Map<String, Object> map(Outcome outcome) {
        return Map.of("action", outcome.action(), "success", String.valueOf(outcome.success()), "text", outcome.text());
    }
}
