package dev.hearken.app.internal.config;

/**
 * Where an effective value came from.
 *
 * @param kind  which layer
 * @param where file with line and column, or the option; empty for defaults
 */
public record Origin(Kind kind, String where) {

    public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "");

    public enum Kind { DEFAULT, BOARD, UPDATE, FILE, OPTION }

    @Override
    public String toString() {
        return where.isEmpty() ? kind.name().toLowerCase(java.util.Locale.ROOT) : where;
    }
}
