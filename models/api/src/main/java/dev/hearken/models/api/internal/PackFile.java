package dev.hearken.models.api.internal;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * One listed file of a pack.
 *
 * @param path   relative to the pack's folder, with slashes
 * @param size   bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record PackFile(String path, long size, String sha256) {

    private static final int BLOCK = 1 << 16;

    /** Reads one item of {@code files}. */
    static PackFile of(StrictYaml yaml) {
        var entry = yaml.map(Set.of("path", "size", "sha256"));
        StrictYaml path = yaml.required(entry, "path");
        StrictYaml hash = yaml.required(entry, "sha256");
        String sha256 = hash.text().toLowerCase(Locale.ROOT);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw hash.error("sha256 must be 64 hexadecimal digits");
        }
        return new PackFile(relative(path), yaml.required(entry, "size").integer(0, Long.MAX_VALUE), sha256);
    }

    /** A path that can only lie inside the pack's folder. */
    static String relative(StrictYaml yaml) {
        String path = yaml.text();
        boolean plain = path.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
        if (!plain || Arrays.stream(path.split("/")).anyMatch(Set.of(".", "..")::contains)) {
            throw yaml.error("path '" + path + "' leaves the pack's folder or has characters other than letters, digits, '.', '_', '-'");
        }
        return path;
    }

    /** Compares the file on disk with what the pack states. */
    void verify(Path folder) {
        Path file = folder.resolve(path);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ModelException(file + ": listed in pack.yaml but missing");
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !file.toRealPath().startsWith(folder.toRealPath())) {
                throw new ModelException(file + ": not a plain file of the pack's folder (links are not followed)");
            }
            long found = Files.size(file);
            if (found != size) {
                throw new ModelException(file + ": " + (found < size ? "truncated" : "too long") + ", " + found + " bytes instead of " + size);
            }
            String hash = hash(file);
            if (!hash.equals(sha256)) {
                throw new ModelException(file + ": corrupted, SHA-256 is " + hash + " instead of " + sha256);
            }
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
