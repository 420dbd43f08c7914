package dev.hearken.update;

import dev.hearken.update.internal.trust.DocumentType;
import dev.hearken.update.internal.trust.Envelope;
import dev.hearken.update.internal.trust.RootDocument;
import dev.hearken.update.internal.trust.TargetsDocument;
import dev.hearken.update.internal.trust.TimestampDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The publisher's side: a folder that any static file server can offer as it is. New documents wait in {@code drafts/} until enough
 * keys have signed them; the folder can be carried to the machine that has a key, and back. What the server offers is whole at any
 * moment: files first, the timestamp last.
 */
public final class Repository {

    private static final String DRAFTS = "drafts";
    private static final int LONGEST_NAME = 64;

    private final Path folder;

    public Repository(Path folder) {
        this.folder = folder;
    }

    /**
     * Keys of one role.
     *
     * @param threshold number of them that have to sign
     */
    public record Signers(List<VerifyingKey> keys, int threshold) {
        public Signers {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Drafts the next root, or the first.
     *
     * @return its version
     */
    public long draftRoot(Signers root, Signers timestamp, Signers targets, Instant expires) throws IOException, RefusedException {
        long version = newestRoot().map(RootDocument::version).orElse(0L) + 1;
        Map<DocumentType, RootDocument.Role> roles = new LinkedHashMap<>();
        roles.put(DocumentType.ROOT, role(root));
        roles.put(DocumentType.TIMESTAMP, role(timestamp));
        roles.put(DocumentType.TARGETS, role(targets));
        draft(DocumentType.rootName(version), Envelope.unsigned(DocumentType.ROOT, new RootDocument(version, whole(expires), roles).payload()));
        return version;
    }

    /** Puts a file among the contents. */
    public ContentId add(Path file) throws IOException {
        ContentId id = new ContentId(Digests.sha256(file), Files.size(file));
        Path place = folder.resolve(id.path());
        if (!Files.exists(place)) {
            Files.createDirectories(place.getParent());
            Path part = place.resolveSibling(id.sha256() + ".new");
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return id;
    }

    /**
     * Drafts a targets document and its timestamp.
     *
     * @param targets  replace those of the same kind and name
     * @param withdraw digests that no board may use any more
     * @return counter of the targets document
     */
    public long draftTargets(String channel, List<Target> targets, Set<String> withdraw, Instant now, Instant expires, Instant timestampExpires)
        throws IOException, RefusedException {
        Optional<TargetsDocument> before = newestTargets(channel);
        Map<String, Target> all = new TreeMap<>();
        before.ifPresent(document -> document.targets().forEach(target -> all.put(target.folder(), target)));
        targets.forEach(target -> all.put(target.folder(), target));
        Set<String> revoked = new HashSet<>(withdraw);
        before.ifPresent(document -> revoked.addAll(document.revoked()));
        TargetsDocument document = new TargetsDocument(channel, before.map(TargetsDocument::version).orElse(0L) + 1, whole(expires), revoked,
            List.copyOf(all.values()));
        String name = DocumentType.targetsName(channel, document.version());
        byte[] payload = document.payload();
        TargetsDocument.read(name, payload);
        draft(name, Envelope.unsigned(DocumentType.TARGETS, payload));
        draftTimestamp(channel, document.version(), payload, now, timestampExpires);
        return document.version();
    }

    /** Drafts a fresh timestamp for what is published. */
    public void renew(String channel, Instant now, Instant expires) throws IOException, RefusedException {
        TargetsDocument targets = newestTargets(channel).orElseThrow(() -> new IllegalArgumentException("Nothing is published in channel " + channel));
        draftTimestamp(channel, targets.version(), published(DocumentType.TARGETS, DocumentType.targetsName(channel, targets.version())).payload(), now, expires);
    }

    /**
     * Signs every draft that a key may sign, and publishes those that have enough signatures.
     *
     * @return a line for each draft, for people
     */
    public List<String> sign(List<SigningKey> keys) throws IOException, RefusedException {
        List<String> lines = new ArrayList<>();
        Set<String> idle = new LinkedHashSet<>();
        keys.forEach(key -> idle.add(key.verifyingKey().id()));
        for (DocumentType type : List.of(DocumentType.ROOT, DocumentType.TARGETS, DocumentType.TIMESTAMP)) {
            for (String name : drafts(type)) {
                lines.add(sign(type, name, keys, idle));
            }
        }
        if (!lines.isEmpty()) {
            idle.forEach(id -> lines.add("key id " + id + ": not used, the root does not let it sign any of these drafts"));
        }
        return lines;
    }

    /** The newest published root, for boards to pin. */
    public Optional<byte[]> rootBytes() throws IOException, RefusedException {
        Optional<RootDocument> root = newestRoot();
        return root.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(folder.resolve(DocumentType.rootName(root.get().version()))));
    }

    /** What is published in a channel. */
    public List<Target> targets(String channel) throws IOException, RefusedException {
        return newestTargets(channel).map(TargetsDocument::targets).orElse(List.of());
    }

    /** @param idle ids of keys that have signed nothing yet */
    private String sign(DocumentType type, String name, List<SigningKey> keys, Set<String> idle) throws IOException, RefusedException {
        Path file = folder.resolve(DRAFTS).resolve(name);
        Envelope envelope = Envelope.read(type, name, Files.readAllBytes(file));
        List<RootDocument.Role> roles = roles(type, envelope);
        for (SigningKey key : keys) {
            if (roles.stream().anyMatch(role -> role.keys().containsKey(key.verifyingKey().id()))) {
                envelope = envelope.signed(key);
                idle.remove(key.verifyingKey().id());
            }
        }
        write(file, envelope.bytes());
        for (RootDocument.Role role : roles) {
            int count = envelope.count(role);
            if (count < role.threshold()) {
                return name + ": " + count + " of " + role.threshold() + " signatures, stays a draft";
            }
        }
        if (type == DocumentType.TIMESTAMP && !namesPublished(envelope)) {
            return name + ": signed, waits for its targets document";
        }
        Files.move(file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return name + ": published";
    }

    /** Whose thresholds a draft has to meet: a root that of its predecessor and its own. */
    private List<RootDocument.Role> roles(DocumentType type, Envelope envelope) throws IOException, RefusedException {
        Optional<RootDocument> newest = newestRoot();
        if (type != DocumentType.ROOT) {
            return List.of(newest.orElseThrow(() -> new IllegalArgumentException("There is no published root yet: sign it first")).role(type));
        }
        List<RootDocument.Role> roles = new ArrayList<>();
        newest.ifPresent(root -> roles.add(root.role(DocumentType.ROOT)));
        roles.add(RootDocument.read("draft", envelope.payload()).role(DocumentType.ROOT));
        return roles;
    }

    private boolean namesPublished(Envelope envelope) throws RefusedException {
        TimestampDocument timestamp = TimestampDocument.read("draft", envelope.payload());
        return Files.exists(folder.resolve(DocumentType.targetsName(timestamp.channel(), timestamp.targetsVersion())));
    }

    private void draftTimestamp(String channel, long targetsVersion, byte[] targets, Instant now, Instant expires) throws IOException, RefusedException {
        String name = DocumentType.timestampName(channel);
        long version = Files.exists(folder.resolve(name)) ? TimestampDocument.read(name, published(DocumentType.TIMESTAMP, name).payload()).version() + 1 : 1;
        long root = newestRoot().map(RootDocument::version).orElseThrow(() -> new IllegalArgumentException("There is no published root yet: make one first"));
        TimestampDocument timestamp = new TimestampDocument(channel, version, whole(now), whole(expires), root, targetsVersion,
            new ContentId(Digests.sha256(targets), targets.length));
        TimestampDocument.read(name, timestamp.payload());
        draft(name, Envelope.unsigned(DocumentType.TIMESTAMP, timestamp.payload()));
    }

    private Optional<RootDocument> newestRoot() throws IOException, RefusedException {
        long version = 0;
        while (Files.exists(folder.resolve(DocumentType.rootName(version + 1)))) {
            version++;
        }
        String name = DocumentType.rootName(version);
        return version == 0 ? Optional.empty() : Optional.of(RootDocument.read(name, published(DocumentType.ROOT, name).payload()));
    }

    private Optional<TargetsDocument> newestTargets(String channel) throws IOException, RefusedException {
        long version = 0;
        while (Files.exists(folder.resolve(DocumentType.targetsName(channel, version + 1)))) {
            version++;
        }
        String name = DocumentType.targetsName(channel, version);
        return version == 0 ? Optional.empty() : Optional.of(TargetsDocument.read(name, published(DocumentType.TARGETS, name).payload()));
    }

    private Envelope published(DocumentType type, String name) throws IOException, RefusedException {
        return Envelope.read(type, name, Files.readAllBytes(folder.resolve(name)));
    }

    private List<String> drafts(DocumentType type) throws IOException {
        Path drafts = folder.resolve(DRAFTS);
        if (!Files.isDirectory(drafts)) {
            return List.of();
        }
        try (var files = Files.list(drafts)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.length() <= 2 * LONGEST_NAME && name.endsWith("." + type.word() + ".json"))
                .sorted().toList();
        }
    }

    private void draft(String name, Envelope envelope) throws IOException {
        Files.createDirectories(folder.resolve(DRAFTS));
        write(folder.resolve(DRAFTS).resolve(name), envelope.bytes());
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".new");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static RootDocument.Role role(Signers signers) {
        Map<String, VerifyingKey> keys = new LinkedHashMap<>();
        signers.keys().forEach(key -> keys.put(key.id(), key));
        return new RootDocument.Role(keys, signers.threshold());
    }

    private static Instant whole(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
