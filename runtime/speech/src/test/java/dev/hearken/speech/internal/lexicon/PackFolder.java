package dev.hearken.speech.internal.lexicon;

import java.nio.file.Path;

/** Where the checked-in English pack lies. */
public final class PackFolder {

    private PackFolder() {
    }

    public static Path english() {
        return Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/en-small");
    }
}
