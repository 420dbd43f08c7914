package dev.hearken.app.internal.update;

import dev.hearken.models.api.Fallback;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What ran elsewhere than it should in the latest self-test that was passed, kept for the soak, which may see several starts. */
final class SelfTestNote {

    private static final String FILE = "self-test.json";
    private static final int LONGEST = 1 << 20;

    private final Path file;

    /** @param updates the updater's folder */
    SelfTestNote(Path updates) {
        file = updates.resolve(FILE);
    }

    /** @param release digest */
    void write(String release, List<Fallback> fallbacks) throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.write(fresh, new JsonObject().put("release", release).put("fallbacks", json(fallbacks)).toBuffer().getBytes());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty if nothing is known of that release: then nothing can be held against it. */
    Optional<List<Fallback>> read(String release) {
        try {
            if (Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            JsonObject note = new JsonObject(Files.readString(file, StandardCharsets.UTF_8));
            return release.equals(note.getString("release")) ? Optional.of(fallbacks(note.getJsonArray("fallbacks"))) : Optional.empty();
        } catch (IOException | DecodeException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    static JsonArray json(List<Fallback> fallbacks) {
        JsonArray list = new JsonArray();
        for (Fallback fallback : fallbacks) {
            list.add(new JsonObject().put("role", fallback.role()).put("name", fallback.name()).put("from", fallback.from()).put("to", fallback.to())
                .put("reason", fallback.reason()).put("atRun", fallback.atRun()));
        }
        return list;
    }

    /** @throws ClassCastException, NullPointerException if they are none */
    static List<Fallback> fallbacks(JsonArray list) {
        List<Fallback> fallbacks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonObject entry = list.getJsonObject(i);
            fallbacks.add(new Fallback(entry.getString("role"), entry.getString("name"), entry.getString("from"), entry.getString("to"),
                entry.getString("reason"), entry.getBoolean("atRun")));
        }
        return fallbacks;
    }
}
