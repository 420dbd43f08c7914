package dev.hearken.update.internal.stage;

import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Digests of releases that failed on this board, with the reason. */
public final class Blacklist {

    private static final String FOLDER = "pointers";
    private static final String NAME = "blacklist";
    private static final int MOST = 128;
    private static final int LIMIT = 2 << 20;

    private final Records records;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    public Blacklist(Records records) {
        this.records = records;
        records.read(FOLDER, NAME).ifPresent(this::load);
    }

    public Optional<String> reason(String digest) {
        return Optional.ofNullable(reasons.get(digest));
    }

    /** Reasons by digest, oldest first. */
    public Map<String, String> entries() {
        return Map.copyOf(reasons);
    }

    void add(String digest, String reason) throws IOException {
        reasons.putIfAbsent(digest, Job.words(reason));
        if (reasons.size() > MOST) {
            reasons.remove(reasons.keySet().iterator().next());
        }
        records.replace(FOLDER, NAME, JsonText.bytes(reasons));
    }

    /** One that cannot be read is none: a release that failed before will fail again, and be rolled back again. */
    private void load(byte[] bytes) {
        try {
            for (Map.Entry<String, StrictJson> entry : StrictJson.read(NAME, bytes, LIMIT).map(MOST).entrySet()) {
                reasons.put(entry.getKey(), entry.getValue().text(8000));
            }
        } catch (RefusedException e) {
            reasons.clear();
        }
    }
}
