package dev.hearken.update;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A release on this board, every file of it verified when this object was made.
 *
 * @param folder relative to the updater's folder
 */
public record InstalledRelease(Release release, String folder) {

    /** Its pack's folder, named after the pack's id. */
    public Optional<Path> pack(Path updates) {
        return folders(updates, TargetKind.PACK).stream().findFirst();
    }

    /** Folders of its targets of one kind. */
    public List<Path> folders(Path updates, TargetKind kind) {
        return release.targets().stream().filter(t -> t.kind() == kind).map(t -> updates.resolve(folder).resolve(t.folder())).toList();
    }

    /** Folder of the golden recordings of one pack. */
    public Path golden(Path updates, Target pack) {
        return updates.resolve(folder).resolve(Release.GOLDEN).resolve(pack.name());
    }
}
