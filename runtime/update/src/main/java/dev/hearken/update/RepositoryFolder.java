package dev.hearken.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A published repository as something that is served: the documents at its root and the files of {@code content/}, by plain names.
 * Drafts, other folders, and what a link leads to are not given.
 */
public final class RepositoryFolder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\\.json|content/[0-9a-f]{64}");

    private final Path root;

    /** @throws IOException if there is no such folder */
    public RepositoryFolder(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        this.root = root.toRealPath();
    }

    public Path root() {
        return root;
    }

    /** Whether a name could be one of a repository at all. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** @throws IllegalArgumentException if the name could not be one of a repository */
    static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a document");
        }
    }

    /** The file of that name; empty if there is none that may be given. Looks at the disk. */
    public Optional<Path> file(String name) {
        if (!isName(name)) {
            return Optional.empty();
        }
        Path at = root;
        for (String part : name.split("/")) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            at = at.resolve(part);
        }
        return Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS) ? Optional.of(at) : Optional.empty();
    }
}
