package dev.hearken.models.api;

import dev.hearken.models.api.internal.PackManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with a {@code pack.yaml} and the files it lists. A pack that exists as an object has been verified: the manifest
 * is strict and well formed, made for this runtime, and every file of the folder is listed with the size and SHA-256 it has.
 * Immutable.
 */
public final class ModelPack {

    private final Path folder;
    private final PackManifest manifest;

    private ModelPack(Path folder, PackManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Reads and verifies a pack.
     *
     * @throws ModelException if anything is not as it should be; the message names the file (with line and column inside
     *                        {@code pack.yaml}) and the reason
     */
    public static ModelPack load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(folder + ": no such folder");
        }
        Path absolute = folder.toAbsolutePath().normalize();
        return new ModelPack(absolute, PackManifest.read(absolute));
    }

    /** Absolute path. */
    public Path folder() {
        return folder;
    }

    public String id() {
        return manifest.id();
    }

    public String version() {
        return manifest.version();
    }

    /** Two-letter code. */
    public String language() {
        return manifest.language();
    }

    /** SPDX expression. */
    public String licence() {
        return manifest.licence();
    }

    /** True if the pack is meant for the named board or for any. */
    public boolean suits(String board) {
        return manifest.boards().contains("any") || manifest.boards().contains(board);
    }

    /** All entries, in the order of the manifest. */
    public List<ModelEntry> models() {
        return manifest.models();
    }

    /** The entries of one role, in the order of the manifest. */
    public List<ModelEntry> models(String role) {
        return manifest.models().stream().filter(m -> m.role().equals(role)).toList();
    }

    /** The first entry of a role. */
    public Optional<ModelEntry> find(String role) {
        return models(role).stream().findFirst();
    }

    /** The first entry of a role with the given name. */
    public Optional<ModelEntry> find(String role, String name) {
        return models(role).stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /**
     * The first entry of a role.
     *
     * @throws ModelException if there is none; the message lists the roles there are
     */
    public ModelEntry model(String role) {
        return find(role).orElseThrow(() -> new ModelException(folder + ": pack '" + id() + "' has no model of role '" + role
            + "', only " + models().stream().map(ModelEntry::role).distinct().toList()));
    }

    /**
     * The entry of a role with the given name.
     *
     * @throws ModelException if there is none; the message lists the names there are
     */
    public ModelEntry model(String role, String name) {
        return find(role, name).orElseThrow(() -> new ModelException(folder + ": pack '" + id() + "' has no " + role + " named '"
            + name + "', only " + models(role).stream().map(ModelEntry::name).toList()));
    }

    /** True if the pack lists the file. */
    public boolean has(String path) {
        return manifest.files().containsKey(path);
    }

    /**
     * Absolute path of a listed, verified file.
     *
     * @throws ModelException if the pack lists no such file
     */
    public Path file(String path) {
        if (!has(path)) {
            throw new ModelException(folder + ": pack '" + id() + "' has no file '" + path + "', only " + manifest.files().keySet());
        }
        return folder.resolve(path);
    }

    /** A file next to an entry's weights that one of its parameters names, such as {@code phones: phones.txt}. */
    public Path file(ModelEntry entry, String parameter) {
        return file(Parameters.of(entry).text(parameter));
    }

    /** Bytes of all listed files. */
    public long size() {
        return manifest.files().values().stream().mapToLong(f -> f.size()).sum();
    }

    @Override
    public String toString() {
        return id() + " " + version() + " (" + folder + ")";
    }
}
