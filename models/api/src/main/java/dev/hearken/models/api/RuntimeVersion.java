package dev.hearken.models.api;

/** Version of this runtime, as packs compare it with the range they are made for: numbers separated by dots. */
public record RuntimeVersion(int major, int minor, int patch) implements Comparable<RuntimeVersion> {

    /** This runtime; the same as the project's version without "-SNAPSHOT". */
    public static final RuntimeVersion CURRENT = new RuntimeVersion(0, 1, 0);

    /** Reads {@code 1}, {@code 1.2} or {@code 1.2.3}; missing numbers are 0. */
    public static RuntimeVersion parse(String text) {
        if (!text.matches("\\d{1,6}(\\.\\d{1,6}){0,2}")) {
            throw new IllegalArgumentException("'" + text + "' is not a version such as \"0.1\" or \"0.1.2\"");
        }
        String[] parts = text.split("\\.");
        return new RuntimeVersion(part(parts, 0), part(parts, 1), part(parts, 2));
    }

    private static int part(String[] parts, int index) {
        return index < parts.length ? Integer.parseInt(parts[index]) : 0;
    }

    @Override
    public int compareTo(RuntimeVersion other) {
        if (major != other.major) {
            return Integer.compare(major, other.major);
        }
        return minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
