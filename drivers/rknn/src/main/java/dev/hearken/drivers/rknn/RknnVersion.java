package dev.hearken.drivers.rknn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as the library states it, such as {@code 2.3.0 (c949ad889d@2024-11-07T11:35:33)}; only the numbers count.
 *
 * @param text as stated
 */
public record RknnVersion(int major, int minor, int patch, String text) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,6}))?");

    /** The first version number in a text, if there is one. */
    public static Optional<RknnVersion> find(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        return Optional.of(new RknnVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
            patch == null ? 0 : Integer.parseInt(patch), text.strip()));
    }

    /** Whether this is older than {@code major.minor}. */
    public boolean before(int otherMajor, int otherMinor) {
        return major < otherMajor || major == otherMajor && minor < otherMinor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
