package dev.hearken.update;

import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.internal.trust.DocumentType;
import dev.hearken.update.internal.trust.Envelope;
import dev.hearken.update.internal.trust.RootDocument;
import dev.hearken.update.internal.trust.TargetsDocument;
import dev.hearken.update.internal.trust.TimestampDocument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A publisher and its server in memory, whose every document a test can bend. */
public class Publisher implements ContentSource {

    public static final String CHANNEL = "stable";
    public static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

    public final List<SigningKey> rootKeys;
    public final List<SigningKey> timestampKeys;
    public final List<SigningKey> targetsKeys;

    /** What the server offers; tests change it as attackers do. */
    public final Map<String, byte[]> documents = new HashMap<>();
    public final Map<String, byte[]> contents = new HashMap<>();
    public long rootVersion = 1;
    public long timestampVersion;
    public long targetsVersion;
    public Set<String> revoked = Set.of();
    public Instant now = NOW;
    /** Bytes after which a transfer breaks off, once. */
    public long breakAfter = Long.MAX_VALUE;
    public final List<String> asked = new ArrayList<>();

    /** Two of three for the root, one for the timestamp, two of two for the targets. */
    public Publisher() {
        this(3, 2);
    }

    public Publisher(int roots, int targets) {
        rootKeys = keys(roots);
        timestampKeys = keys(1);
        targetsKeys = keys(targets);
        documents.put("1.root.json", root(1, rootKeys, timestampKeys, targetsKeys, NOW.plus(Duration.ofDays(3650)), rootKeys.subList(0, Math.min(2, roots))));
    }

    public static List<SigningKey> keys(int count) {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(SigningKey.generate());
        }
        return keys;
    }

    public byte[] pinned() {
        return documents.get("1.root.json").clone();
    }

    /** A signed root with thresholds 2, 1 and 2 (or as many keys as there are). */
    public static byte[] root(long version, List<SigningKey> root, List<SigningKey> timestamp, List<SigningKey> targets, Instant expires, List<SigningKey> signers) {
        RootDocument document = new RootDocument(version, expires, Map.of(DocumentType.ROOT, role(root, 2), DocumentType.TIMESTAMP, role(timestamp, 1),
            DocumentType.TARGETS, role(targets, 2)));
        return sign(Envelope.unsigned(DocumentType.ROOT, document.payload()), signers).bytes();
    }

    private static RootDocument.Role role(List<SigningKey> keys, int threshold) {
        Map<String, VerifyingKey> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key.verifyingKey().id(), key.verifyingKey()));
        return new RootDocument.Role(all, Math.min(threshold, keys.size()));
    }

    public static Envelope sign(Envelope envelope, List<SigningKey> signers) {
        for (SigningKey signer : signers) {
            envelope = envelope.signed(signer);
        }
        return envelope;
    }

    /** A pack with one model of the given bytes and one golden recording. */
    public Target pack(String version, byte[] model) {
        return pack("en-small", version, Map.of("pack.yaml", ("id: en-small\nversion: " + version).getBytes(StandardCharsets.UTF_8), "weights/model.onnx", model));
    }

    public Target pack(String name, String version, Map<String, byte[]> files) {
        List<TargetFile> list = files.entrySet().stream().map(file -> new TargetFile(file.getKey(), content(file.getValue())))
            .sorted((a, b) -> a.path().compareTo(b.path())).toList();
        Golden golden = new Golden(List.of(new Golden.Recording("lights.wav", content("a recording".getBytes(StandardCharsets.UTF_8)),
            Golden.Expectation.TRANSCRIPT, "turn on the light")), new Golden.Limits(500, 100, 200, 0));
        return new Target(TargetKind.PACK, name, version, List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("1.0"), list, Optional.of(golden));
    }

    public Target sentences(String name, byte[] file) {
        return new Target(TargetKind.SENTENCES, name, "1", List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("1.0"),
            List.of(new TargetFile("sentences.yaml", content(file))), Optional.empty());
    }

    public ContentId content(byte[] bytes) {
        ContentId id = new ContentId(Digests.sha256(bytes), bytes.length);
        contents.put(id.sha256(), bytes);
        return id;
    }

    /** Signs and serves a new targets document and its timestamp. */
    public void publish(Target... targets) {
        publish(List.of(targets), UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** The same with payloads bent before they are signed. */
    public void publish(List<Target> targets, UnaryOperator<byte[]> bendTargets, UnaryOperator<byte[]> bendTimestamp) {
        targetsVersion++;
        byte[] payload = bendTargets.apply(new TargetsDocument(CHANNEL, targetsVersion, now.plus(Duration.ofDays(365)), revoked, targets).payload());
        Envelope envelope = sign(Envelope.unsigned(DocumentType.TARGETS, payload), targetsKeys);
        documents.put(DocumentType.targetsName(CHANNEL, targetsVersion), envelope.bytes());
        timestamp(targetsVersion, payload, bendTimestamp);
    }

    public void timestamp(long version, byte[] targets, UnaryOperator<byte[]> bend) {
        timestampVersion++;
        TimestampDocument timestamp = new TimestampDocument(CHANNEL, timestampVersion, now, now.plus(Duration.ofDays(7)), rootVersion, version,
            new ContentId(Digests.sha256(targets), targets.length));
        documents.put(DocumentType.timestampName(CHANNEL), sign(Envelope.unsigned(DocumentType.TIMESTAMP, bend.apply(timestamp.payload())), timestampKeys).bytes());
    }

    /** Replaces text in a payload. */
    public static UnaryOperator<byte[]> replacing(String from, String to) {
        return payload -> {
            String text = new String(payload, StandardCharsets.UTF_8);
            if (!text.contains(from)) {
                throw new IllegalStateException("the test wants to replace '" + from + "' in " + text);
            }
            return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        };
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        asked.add(name);
        byte[] bytes = documents.get(name);
        if (bytes == null) {
            throw new DeliveryException(DeliveryException.Reason.NOT_FOUND, "no " + name);
        }
        return bytes.clone();
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        asked.add(id.sha256() + "+" + offset);
        byte[] bytes = contents.get(id.sha256());
        if (bytes == null) {
            throw new DeliveryException(DeliveryException.Reason.NOT_FOUND, "no content " + id.sha256());
        }
        boolean wanted = true;
        for (int at = (int) offset; wanted && at < bytes.length; at += 1000) {
            if (breakAfter <= 0) {
                breakAfter = Long.MAX_VALUE;
                throw new DeliveryException(DeliveryException.Reason.INTERRUPTED, "the line broke");
            }
            int count = Math.min(1000, bytes.length - at);
            breakAfter -= breakAfter == Long.MAX_VALUE ? 0 : count;
            try {
                wanted = sink.accept(ByteBuffer.wrap(bytes, at, count));
            } catch (java.io.IOException e) {
                throw new DeliveryException(DeliveryException.Reason.SINK_FAILED, "not kept", e);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
