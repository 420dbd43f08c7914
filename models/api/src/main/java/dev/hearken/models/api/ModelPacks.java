package dev.hearken.models.api;

import dev.hearken.models.api.internal.PackManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds packs by id in folders of packs, the first folder first: a user's own folder before the shipped one. A pack with
 * id {@code x} lies in a folder named {@code x}. Immutable; looks at the disk on every call.
 */
public final class ModelPacks {

    private final List<Path> searchPath;

    public ModelPacks(List<Path> searchPath) {
        this.searchPath = List.copyOf(searchPath);
    }

    public List<Path> searchPath() {
        return searchPath;
    }

    /** Folders that hold a {@code pack.yaml}, verified or not, in search order. */
    public List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (Path place : searchPath) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> children = Files.list(place)) {
                    children.filter(child -> Files.exists(child.resolve(PackManifest.FILE))).sorted().forEach(folders::add);
                } catch (IOException e) {
                    throw new ModelException(place + ": cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return folders;
    }

    /**
     * Loads and verifies the pack with this id.
     *
     * @throws ModelException if there is none (the message says where was looked and what was found) or it is faulty
     */
    public ModelPack load(String id) {
        List<Path> folders = folders();
        for (Path folder : folders) {
            if (folder.getFileName().toString().equals(id)) {
                ModelPack pack = ModelPack.load(folder);
                if (!pack.id().equals(id)) {
                    throw new ModelException(folder.resolve(PackManifest.FILE) + ": id is '" + pack.id()
                        + "', but the folder is named '" + id + "'; they must be the same");
                }
                return pack;
            }
        }
        throw new ModelException("no pack '" + id + "' in " + searchPath + "; found "
            + folders.stream().map(f -> f.getFileName().toString()).distinct().toList());
    }
}
