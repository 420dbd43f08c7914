package dev.hearken.update.internal.stage;

import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Which release is in use, and which one was before it and is known to be good. */
public final class Pointers {

    /** What shipped with the program, outside the updater's folder. */
    public static final String FACTORY = "factory";

    private static final String FOLDER = "pointers";
    private static final String ACTIVE = "active";
    private static final String LAST_GOOD = "last-good";

    private final Records records;

    public Pointers(Records records) {
        this.records = records;
    }

    /** A digest, or {@link #FACTORY}. If the flash has lost it, the last good one. */
    public String active() {
        boolean damaged = records.exists(FOLDER, ACTIVE) && records.read(FOLDER, ACTIVE).isEmpty();
        return damaged ? lastGood() : read(ACTIVE);
    }

    public String lastGood() {
        return read(LAST_GOOD);
    }

    void active(String digest) throws IOException {
        write(ACTIVE, digest);
    }

    void lastGood(String digest) throws IOException {
        write(LAST_GOOD, digest);
    }

    private String read(String name) {
        String text = records.read(FOLDER, name).map(bytes -> new String(bytes, StandardCharsets.US_ASCII)).orElse(FACTORY);
        return text.matches("[0-9a-f]{64}") ? text : FACTORY;
    }

    private void write(String name, String digest) throws IOException {
        if (!read(name).equals(digest) || !records.exists(FOLDER, name)) {
            records.replace(FOLDER, name, digest.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
