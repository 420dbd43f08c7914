package dev.hearken.update.internal.trust;

import dev.hearken.update.ContentId;
import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest targets document of a channel.
 *
 * @param version        counter of this document, monotonic in its channel
 * @param issued         when it was signed: a floor for the clock of a board that has none
 * @param root           oldest root it may be checked with, so that a rotation cannot be held back
 * @param targetsVersion counter of the targets document
 * @param targets        digest and length of that document's payload
 */
public record TimestampDocument(String channel, long version, Instant issued, Instant expires, long root, long targetsVersion, ContentId targets) {

    /** Reads a payload whose signatures are verified. */
    public static TimestampDocument read(String label, byte[] payload) throws RefusedException {
        var fields = StrictJson.read(label, payload, DocumentType.TIMESTAMP.limit())
            .object("format", "type", "channel", "version", "issued", "expires", "root", "targets");
        Fields.head(fields, DocumentType.TIMESTAMP);
        var targets = fields.get("targets").object("version", "sha256", "length");
        Instant issued = Fields.time(fields.get("issued"));
        Instant expires = Fields.time(fields.get("expires"));
        if (!expires.isAfter(issued)) {
            throw fields.get("expires").error("the document ends before it begins");
        }
        return new TimestampDocument(Fields.channel(fields.get("channel")), Fields.version(fields.get("version")), issued, expires,
            Fields.version(fields.get("root")), Fields.version(targets.get("version")), Fields.content(targets.get("sha256"), targets.get("length")));
    }

    public byte[] payload() {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("version", targetsVersion);
        named.put("sha256", targets.sha256());
        named.put("length", targets.length());
        Map<String, Object> fields = Fields.head(DocumentType.TIMESTAMP);
        fields.put("channel", channel);
        fields.put("version", version);
        fields.put("issued", issued.toString());
        fields.put("expires", expires.toString());
        fields.put("root", root);
        fields.put("targets", named);
        return JsonText.bytes(fields);
    }
}
