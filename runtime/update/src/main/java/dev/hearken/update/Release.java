package dev.hearken.update;

import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.internal.trust.TargetFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that one board takes from one targets document: its pack, sentences and settings change together or not at all. Two
 * releases are the same if all their bytes and their tests are, whatever document named them; a failed one can therefore not
 * come back under a new signature. Immutable.
 */
public final class Release {

    /** Where golden recordings lie inside a release's folder. */
    static final String GOLDEN = "golden";

    private final List<Target> targets;
    private final byte[] manifest;
    private final String digest;

    private Release(List<Target> targets) {
        this.targets = targets;
        this.manifest = TargetFields.manifest(targets);
        this.digest = Digests.sha256(manifest);
    }

    /** @param targets in any order */
    public static Release of(List<Target> targets) {
        return new Release(targets.stream().sorted(Comparator.comparing(Target::kind).thenComparing(Target::name)).toList());
    }

    /** Reads what {@link #manifest()} wrote. */
    public static Release read(byte[] manifest) throws RefusedException {
        return of(TargetFields.readManifest(manifest));
    }

    /**
     * The targets for one board.
     *
     * @param pack id of the pack the board uses
     * @throws RefusedException if there is nothing for it
     */
    public static Release select(List<Target> offered, String board, String pack, RuntimeVersion runtime) throws RefusedException {
        List<Target> meant = offered.stream().filter(t -> t.kind() != TargetKind.PACK || t.name().equals(pack)).toList();
        List<Target> suitable = meant.stream().filter(t -> t.suits(board, runtime)).toList();
        if (suitable.isEmpty()) {
            throw new RefusedException(Refusal.UNSUITABLE, meant.isEmpty() ? "the channel has nothing for pack '" + pack + "'"
                : "what the channel has is made for other boards or runtimes than board '" + board + "' with runtime " + runtime + ": " + names(meant));
        }
        return of(suitable);
    }

    public List<Target> targets() {
        return targets;
    }

    /** Empty if it brings sentences or settings only. */
    public Optional<Target> pack() {
        return targets.stream().filter(target -> target.kind() == TargetKind.PACK).findFirst();
    }

    /** What its pack must understand. */
    public Optional<Golden> golden() {
        return pack().flatMap(Target::golden);
    }

    /** SHA-256 of the manifest: what the release is called on the board. */
    public String digest() {
        return digest;
    }

    /** Canonical bytes that state everything but who signed it. */
    public byte[] manifest() {
        return manifest.clone();
    }

    /** Every file by its path inside the release's folder, golden recordings too. */
    public Map<String, ContentId> files() {
        Map<String, ContentId> files = new LinkedHashMap<>();
        for (Target target : targets) {
            target.files().forEach(file -> files.put(target.folder() + "/" + file.path(), file.content()));
            target.golden().ifPresent(golden -> golden.recordings().forEach(r -> files.put(GOLDEN + "/" + target.name() + "/" + r.path(), r.content())));
        }
        return files;
    }

    /** Bytes of all files. */
    public long size() {
        return files().values().stream().mapToLong(ContentId::length).sum();
    }

    /** Digests by which a publisher may withdraw it: its own, and those of all its files. */
    public List<String> withdrawableAs() {
        List<String> digests = new ArrayList<>(files().values().stream().map(ContentId::sha256).toList());
        digests.add(digest);
        return digests;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Release that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** For people, such as "pack en-small 0.2.0, sentences kitchen 3". */
    @Override
    public String toString() {
        return names(targets);
    }

    private static String names(List<Target> targets) {
        return targets.stream().map(Target::toString).collect(Collectors.joining(", "));
    }
}
