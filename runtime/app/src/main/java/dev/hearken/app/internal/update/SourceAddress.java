package dev.hearken.app.internal.update;

import dev.hearken.update.ContentSource;
import dev.hearken.update.FolderSource;
import java.nio.file.Path;

/** The one place that knows which kinds of repositories there are. */
public final class SourceAddress {

    private SourceAddress() {
    }

    /**
     * @param address a folder
     * @throws IllegalArgumentException if it is of no known kind
     */
    public static ContentSource open(String address) {
        if (address.matches("[a-z]+://.*")) {
            throw new IllegalArgumentException("'" + address + "' is no kind of repository this build can read; a folder is");
        }
        return new FolderSource(Path.of(address));
    }
}
