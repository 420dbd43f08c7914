package dev.hearken.update.internal.trust;

import dev.hearken.update.ContentId;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the documents have in common. */
public final class Fields {

    private static final int FORMAT = 1;
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Fields() {
    }

    static Map<String, Object> head(DocumentType type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("type", type.word());
        return fields;
    }

    static void head(Map<String, StrictJson> fields, DocumentType type) throws RefusedException {
        StrictJson format = fields.get("format");
        if (format.integer(1, Integer.MAX_VALUE) != FORMAT) {
            throw format.error("this runtime reads format " + FORMAT);
        }
        StrictJson stated = fields.get("type");
        if (!stated.text(40).equals(type.word())) {
            throw new RefusedException(Refusal.MISPLACED, "a document of type " + type.word() + " is expected here, this is another");
        }
    }

    static long version(StrictJson json) throws RefusedException {
        return json.integer(1, Integer.MAX_VALUE);
    }

    /** A time in UTC with whole seconds, such as {@code 2027-01-31T00:00:00Z}. */
    static Instant time(StrictJson json) throws RefusedException {
        try {
            Instant time = Instant.parse(json.text(40));
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw json.error("a time between " + EARLIEST + " and " + LATEST + " is expected");
            }
            return time;
        } catch (DateTimeException e) {
            throw json.error("not a time such as 2027-01-31T00:00:00Z");
        }
    }

    /** The name of a channel: short enough for a file, and the same in any case. */
    public static String channel(StrictJson json) throws RefusedException {
        return name(json);
    }

    /** Lower-case letters, digits and dashes, in between also dots and underscores. */
    public static String name(StrictJson json) throws RefusedException {
        String name = json.text(64);
        if (!name.matches("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?") || name.contains("..")) {
            throw new RefusedException(Refusal.UNSAFE_NAME, json.error("a name is 1 to 64 of a-z, 0-9, '.', '_', '-', and no other").reason());
        }
        return name;
    }

    public static ContentId content(StrictJson sha256, StrictJson length) throws RefusedException {
        long bytes = length.integer(0, Long.MAX_VALUE);
        if (bytes > ContentId.MAX_LENGTH) {
            throw new RefusedException(Refusal.OVERSIZED, length.error("a file has at most " + ContentId.MAX_LENGTH + " bytes").reason());
        }
        try {
            return new ContentId(sha256.text(64), bytes);
        } catch (IllegalArgumentException e) {
            throw sha256.error(String.valueOf(e.getMessage()));
        }
    }
}
