package dev.hearken.update;

import java.util.regex.Pattern;

/**
 * What a file is called everywhere outside the board: the SHA-256 of its bytes and their number. A source may lie about the
 * bytes but not about the name, which comes out of a signed document.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param length bytes, 0 to {@link #MAX_LENGTH}
 */
public record ContentId(String sha256, long length) {

    /** Bytes. No model for a board like these comes near it; whatever claims more is refused before a byte is fetched. */
    public static final long MAX_LENGTH = 1L << 30;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public ContentId {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A SHA-256 is 64 lower-case hexadecimal digits");
        }
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("A file has 0 to " + MAX_LENGTH + " bytes, not " + length);
        }
    }

    /** The path below a repository's root under which any file server offers the bytes. */
    public String path() {
        return "content/" + sha256;
    }
}
