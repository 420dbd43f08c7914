package dev.hearken.update.internal.trust;

import dev.hearken.update.RefusedException;
import dev.hearken.update.VerifyingKey;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may sign what. A key that is not in the newest root has no say any more.
 *
 * @param version counts from 1, without gaps
 * @param roles   one for each type of document
 */
public record RootDocument(long version, Instant expires, Map<DocumentType, Role> roles) {

    private static final int MOST_KEYS = 16;

    /**
     * @param keys      by their id
     * @param threshold number of different keys that have to sign
     */
    public record Role(Map<String, VerifyingKey> keys, int threshold) {
        public Role {
            keys = Map.copyOf(keys);
            if (threshold < 1 || threshold > keys.size()) {
                throw new IllegalArgumentException("A threshold is 1 to the number of keys, which is " + keys.size() + "; not " + threshold);
            }
        }
    }

    public RootDocument {
        roles = Map.copyOf(roles);
    }

    public Role role(DocumentType type) {
        return roles.get(type);
    }

    /** Whether no key of the role is one of the other's: then nothing signed before can be replayed. */
    boolean replacesAllKeys(RootDocument older, DocumentType type) {
        return role(type).keys().keySet().stream().noneMatch(older.role(type).keys()::containsKey);
    }

    /** Reads a payload whose signatures are verified, or are to be verified by what it says itself. */
    public static RootDocument read(String label, byte[] payload) throws RefusedException {
        var fields = StrictJson.read(label, payload, DocumentType.ROOT.limit()).object("format", "type", "version", "expires", "roles");
        Fields.head(fields, DocumentType.ROOT);
        Map<DocumentType, Role> roles = new LinkedHashMap<>();
        var stated = fields.get("roles").object("root", "timestamp", "targets");
        for (DocumentType type : DocumentType.values()) {
            roles.put(type, role(stated.get(type.word())));
        }
        return new RootDocument(Fields.version(fields.get("version")), Fields.time(fields.get("expires")), roles);
    }

    public byte[] payload() {
        Map<String, Object> stated = new LinkedHashMap<>();
        for (DocumentType type : DocumentType.values()) {
            Map<String, Object> role = new LinkedHashMap<>();
            role.put("threshold", role(type).threshold());
            List<String> keys = new TreeMap<>(role(type).keys()).values().stream().map(key -> Base64.getEncoder().encodeToString(key.raw())).toList();
            role.put("keys", keys);
            stated.put(type.word(), role);
        }
        Map<String, Object> fields = Fields.head(DocumentType.ROOT);
        fields.put("version", version);
        fields.put("expires", expires.toString());
        fields.put("roles", stated);
        return JsonText.bytes(fields);
    }

    private static Role role(StrictJson json) throws RefusedException {
        var fields = json.object("threshold", "keys");
        Map<String, VerifyingKey> keys = new LinkedHashMap<>();
        for (StrictJson item : fields.get("keys").list(MOST_KEYS)) {
            VerifyingKey key = Envelope.key(item);
            if (keys.put(key.id(), key) != null) {
                throw item.error("the same key twice");
            }
        }
        if (keys.isEmpty()) {
            throw json.error("a role has at least one key");
        }
        return new Role(keys, (int) fields.get("threshold").integer(1, keys.size()));
    }
}
