package dev.hearken.update;

import dev.hearken.update.internal.stage.StoredState;
import dev.hearken.update.internal.store.FolderDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an updater's folder says, whether the updater runs or not.
 *
 * @param stage     of the update that is going on
 * @param title     what is being installed; empty if nothing is
 * @param active    digest of the release in use, or "factory"
 * @param lastGood  the one before it
 * @param releases  what is on the disk, for people, by digest; those that are damaged say so
 * @param blacklist reasons by digest
 */
public record UpdateStatus(Stage stage, String title, String active, String lastGood, Map<String, String> releases, Map<String, String> blacklist) {

    /** @throws IOException if there is no such folder */
    public static UpdateStatus read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new UpdateStatus(Stage.IDLE, "", StoredState.FACTORY, StoredState.FACTORY, Map.of(), Map.of());
        }
        return StoredState.read(new FolderDisk(folder));
    }

    /** Lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("stage      " + stage.word() + (title.isEmpty() ? "" : ": " + title));
        lines.add("active     " + name(active));
        lines.add("last good  " + name(lastGood));
        releases.forEach((digest, words) -> lines.add("on disk    " + digest.substring(0, 12) + "  " + words));
        blacklist.forEach((digest, reason) -> lines.add("given up   " + digest.substring(0, 12) + "  " + reason));
        return lines;
    }

    private String name(String digest) {
        return releases.containsKey(digest) ? digest.substring(0, 12) + "  " + releases.get(digest) : digest;
    }
}
