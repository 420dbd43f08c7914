package dev.hearken.update.internal.trust;

/** The three documents of a repository. */
public enum DocumentType {

    /** Who may sign what. */
    ROOT("root", 64 << 10),
    /** The newest targets document of a channel; short-lived. */
    TIMESTAMP("timestamp", 16 << 10),
    /** What there is to install. */
    TARGETS("targets", 2 << 20);

    private final String word;
    private final int limit;

    DocumentType(String word, int limit) {
        this.word = word;
        this.limit = limit;
    }

    /** As in the document's field {@code type}. */
    public String word() {
        return word;
    }

    /** Bytes of an envelope, at the most. */
    public int limit() {
        return limit;
    }

    String mediaType() {
        return "application/vnd.hearken." + word + "+json";
    }

    /** A root by its version. */
    public static String rootName(long version) {
        return version + ".root.json";
    }

    public static String timestampName(String channel) {
        return channel + ".timestamp.json";
    }

    public static String targetsName(String channel, long version) {
        return version + "." + channel + ".targets.json";
    }
}
