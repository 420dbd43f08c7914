package dev.hearken.update;

import java.util.Locale;

/** What travels. All kinds are signed, fetched, tested and rolled back in the same way. */
public enum TargetKind {
    /** A model pack: {@code pack.yaml} and the files it lists. */
    PACK,
    /** Sentence files in the syntax of Home Assistant or Rhino, or plain lists. */
    SENTENCES,
    /** A layer of {@code hearken.yaml} over the board file and under the user's own. */
    SETTINGS;

    /** As written in documents and folder names. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
