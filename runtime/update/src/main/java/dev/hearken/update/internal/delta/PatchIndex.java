package dev.hearken.update.internal.delta;

import dev.hearken.update.ContentId;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The document {@value #NAME} of a repository: {@code {"patches": [{"from": sha256, "to": sha256, "sha256": ..., "length": ...}]}}. It is
 * not signed: what a patch makes is checked against the signed hash of the file, and thrown away if it is anything else.
 */
public record PatchIndex(List<Patch> patches) {

    public static final String NAME = "patches.json";
    public static final int MOST_BYTES = 1 << 17;

    private static final int MOST = 256;

    /**
     * @param from SHA-256 of the old file
     * @param to   SHA-256 of the new file
     * @param file the patch, among the repository's content
     */
    public record Patch(String from, String to, ContentId file) {
    }

    public PatchIndex {
        patches = List.copyOf(patches);
    }

    /** @throws IOException if it is no index; entries that make no sense are an error, too */
    public static PatchIndex read(byte[] text) throws IOException {
        List<Patch> patches = new ArrayList<>();
        List<?> items = JsonTree.list(JsonTree.object(text), "patches");
        if (items.size() > MOST) {
            throw new IOException("more than " + MOST + " patches");
        }
        try {
            for (Object item : items) {
                Map<?, ?> entry = item instanceof Map<?, ?> map ? map : Map.of();
                ContentId from = new ContentId(JsonTree.text(entry, "from"), 0);
                ContentId to = new ContentId(JsonTree.text(entry, "to"), 0);
                patches.add(new Patch(from.sha256(), to.sha256(), new ContentId(JsonTree.text(entry, "sha256"), Long.parseLong(JsonTree.text(entry, "length")))));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("not an index of patches: " + e.getMessage(), e);
        }
        return new PatchIndex(patches);
    }

    public byte[] bytes() {
        return JsonText.bytes(Map.of("patches", patches.stream().map(patch -> Map.of("from", patch.from(), "to", patch.to(),
            "sha256", patch.file().sha256(), "length", patch.file().length())).toList()));
    }

    /** The index with one more, in place of an older one of the same files; the oldest go when there are too many. */
    public PatchIndex with(Patch patch) {
        List<Patch> all = new ArrayList<>(patches);
        all.removeIf(old -> old.from().equals(patch.from()) && old.to().equals(patch.to()));
        all.add(patch);
        return new PatchIndex(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }
}
