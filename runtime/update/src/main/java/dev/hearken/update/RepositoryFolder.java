package dev.hearken.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A published repository as something that is served: plain files with plain names, and nothing that a link leads to. */
public final class RepositoryFolder {

    /** Parts that neither begin with a dot nor need escaping; documents at the root, content below {@code content/}. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}){0,3}");

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
