package dev.hearken.update.internal.trust;

import dev.hearken.update.RefusedException;
import dev.hearken.update.Target;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a channel offers.
 *
 * @param version counter of this document, monotonic in its channel
 * @param revoked digests of releases and files that must not be used any more
 */
public record TargetsDocument(String channel, long version, Instant expires, Set<String> revoked, List<Target> targets) {

    private static final int MOST_REVOKED = 4096;

    public TargetsDocument {
        revoked = Set.copyOf(revoked);
        targets = List.copyOf(targets);
    }

    /** Reads a payload whose signatures are verified. */
    public static TargetsDocument read(String label, byte[] payload) throws RefusedException {
        var fields = StrictJson.read(label, payload, DocumentType.TARGETS.limit())
            .object("format", "type", "channel", "version", "expires", "revoked", "targets");
        Fields.head(fields, DocumentType.TARGETS);
        Set<String> revoked = new HashSet<>();
        for (StrictJson item : fields.get("revoked").list(MOST_REVOKED)) {
            String digest = item.text(64);
            if (!digest.matches("[0-9a-f]{64}")) {
                throw item.error("a SHA-256 is 64 lower-case hexadecimal digits");
            }
            revoked.add(digest);
        }
        return new TargetsDocument(Fields.channel(fields.get("channel")), Fields.version(fields.get("version")), Fields.time(fields.get("expires")),
            revoked, TargetFields.read(fields.get("targets")));
    }

    public byte[] payload() {
        Map<String, Object> fields = Fields.head(DocumentType.TARGETS);
        fields.put("channel", channel);
        fields.put("version", version);
        fields.put("expires", expires.toString());
        fields.put("revoked", revoked.stream().sorted().toList());
        fields.put("targets", TargetFields.write(targets));
        return JsonText.bytes(fields);
    }
}
