package dev.hearken.update.internal.trust;

import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.SigningKey;
import dev.hearken.update.VerifyingKey;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes and who vouches for them, after the Dead Simple Signing Envelope (DSSE v1): the signatures cover type and payload as they
 * are, so nothing of the payload is parsed before it is known whose it is, and no canonical form is needed. Immutable.
 */
public record Envelope(DocumentType type, byte[] payload, Map<String, byte[]> signatures) {

    static final int MOST_SIGNATURES = 32;
    private static final int SIGNATURE_LENGTH = 64;
    /** The object, its three members, and three values a signature. */
    private static final int MOST_VALUES = 4 + 3 * MOST_SIGNATURES;

    public static Envelope unsigned(DocumentType type, byte[] payload) {
        return new Envelope(type, payload, Map.of());
    }

    /** Reads the envelope alone: well-formedness, nothing else. */
    public static Envelope read(DocumentType type, String label, byte[] bytes) throws RefusedException {
        var fields = StrictJson.read(label, bytes, type.limit(), MOST_VALUES).object("payloadType", "payload", "signatures");
        String stated = fields.get("payloadType").text(100);
        if (!stated.equals(type.mediaType())) {
            throw new RefusedException(Refusal.MISPLACED, label + ": not a document of type " + type.mediaType());
        }
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        for (StrictJson item : fields.get("signatures").list(MOST_SIGNATURES)) {
            var signature = item.object("keyid", "sig");
            String key = signature.get("keyid").text(64);
            if (signatures.put(key, base64(signature.get("sig"), 2 * SIGNATURE_LENGTH)) != null) {
                throw item.error("a second signature by one key");
            }
        }
        return new Envelope(type, base64(fields.get("payload"), type.limit()), signatures);
    }

    /**
     * Counts the different keys of the role that signed exactly these bytes.
     *
     * @throws RefusedException if they are fewer than its threshold
     */
    public void verify(String label, RootDocument.Role role) throws RefusedException {
        byte[] message = message();
        long good = role.keys().entrySet().stream()
            .filter(key -> signatures.containsKey(key.getKey()) && key.getValue().verifies(message, signatures.get(key.getKey()))).count();
        if (good == 0) {
            throw new RefusedException(Refusal.WRONG_SIGNER, label + ": not signed by any key that may sign it");
        }
        if (good < role.threshold()) {
            throw new RefusedException(Refusal.THRESHOLD_NOT_MET, label + ": signed by " + good + " of the " + role.threshold() + " keys it needs");
        }
    }

    /** How many keys of the role have signed. */
    public int count(RootDocument.Role role) {
        byte[] message = message();
        return (int) role.keys().entrySet().stream()
            .filter(key -> signatures.containsKey(key.getKey()) && key.getValue().verifies(message, signatures.get(key.getKey()))).count();
    }

    public Envelope signed(SigningKey key) {
        Map<String, byte[]> more = new LinkedHashMap<>(signatures);
        more.put(key.verifyingKey().id(), key.sign(message()));
        return new Envelope(type, payload, more);
    }

    public byte[] bytes() {
        List<Map<String, String>> list = new ArrayList<>();
        signatures.forEach((key, signature) -> {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("keyid", key);
            entry.put("sig", Base64.getEncoder().encodeToString(signature));
            list.add(entry);
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("payloadType", type.mediaType());
        fields.put("payload", Base64.getEncoder().encodeToString(payload));
        fields.put("signatures", list);
        return JsonText.bytes(fields);
    }

    /** DSSE's pre-authentication encoding: lengths before texts, so that no two pairs of type and payload give the same bytes. */
    private byte[] message() {
        byte[] name = type.mediaType().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("DSSEv1 " + name.length + " ").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(name);
        message.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(payload);
        return message.toByteArray();
    }

    static byte[] base64(StrictJson json, int longest) throws RefusedException {
        try {
            byte[] bytes = Base64.getDecoder().decode(json.text(longest));
            if (!Base64.getEncoder().encodeToString(bytes).equals(json.text(longest))) {
                throw json.error("not canonical Base64");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw json.error("not Base64");
        }
    }

    /** The key's bytes as text. */
    static VerifyingKey key(StrictJson json) throws RefusedException {
        try {
            return VerifyingKey.of(base64(json, 64));
        } catch (IllegalArgumentException e) {
            throw json.error(String.valueOf(e.getMessage()));
        }
    }
}
