package dev.hearken.update.internal.trust;

import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.Digests;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.store.Records;
import dev.hearken.update.internal.trust.TrustState.Counters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a repository may tell this board. Roots are walked one by one from the pinned one, each signed by the threshold of
 * its predecessor and by its own; then the channel's timestamp, then the targets document that it names. Every counter is on the
 * disk before anything is done with what it counts. After the order of The Update Framework's client workflow (version 1.0.33),
 * with one signed document less, since targets name all files of a release together. Confined to one thread.
 */
public final class Trust {

    private static final String FOLDER = "trust";
    /** Two copies, written one after the other: a block that dies takes one of them. */
    private static final String[] COPIES = {"state", "state.copy"};
    private static final int MOST_ROOTS_AT_ONCE = 64;
    private static final int MOST_ROOTS = 1 << 20;
    /** A signer whose clock is further ahead than this of the program's build has made a mistake that must not be remembered. */
    private static final Duration HORIZON = Duration.ofDays(3653);

    private final Records records;
    private final InstantSource clock;
    private final Instant built;
    private TrustState state;
    private RootDocument root;
    private boolean lost;

    /**
     * @param pinned envelope of the root this board was given by its owner
     * @param built  when this program was built: it is certainly later than that
     * @throws RefusedException if the pinned root is no root, or not signed by itself
     */
    public Trust(Records records, byte[] pinned, InstantSource clock, Instant built) throws RefusedException, IOException {
        this.records = records;
        this.clock = clock;
        this.built = built;
        RootDocument anchor = selfSigned("pinned root", pinned);
        String digest = Digests.sha256(pinned);
        Optional<TrustState> stored = load();
        state = stored.orElseGet(() -> new TrustState(digest, new String(pinned, StandardCharsets.UTF_8), built, Map.of()));
        root = stored.flatMap(Trust::storedRoot).orElse(anchor);
        lost |= stored.isPresent() && storedRoot(state).isEmpty();
        if (!state.anchor().equals(digest)) {
            reanchor(anchor, digest, pinned);
        }
    }

    /** One that cannot be read is walked to anew from the pinned one; the counters stay. */
    private static Optional<RootDocument> storedRoot(TrustState state) {
        try {
            return Optional.of(selfSigned("stored root", state.root().getBytes(StandardCharsets.UTF_8)));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** What a channel offers now. */
    public record Offer(TargetsDocument targets, long timestamp, Instant expires) {
    }

    /**
     * Brings trust up to date and reads the channel's offer.
     *
     * @throws RefusedException  if anything is not as it must be; what was accepted before stays so
     * @throws DeliveryException if the source does not deliver
     */
    public Offer refresh(ContentSource source, String channel) throws RefusedException, DeliveryException, IOException {
        walkRoots(source);
        TimestampDocument timestamp = timestamp(source, channel);
        return new Offer(targets(source, timestamp), timestamp.version(), timestamp.expires());
    }

    /** The board's time, but never before what is certain. */
    public Instant now() {
        Instant shown = clock.instant();
        return shown.isBefore(floor()) ? floor() : shown;
    }

    /** The latest time that is certain. */
    public Instant floor() {
        return state.floor().isAfter(built) ? state.floor() : built;
    }

    /** Until when the newest accepted timestamp of a channel is good; empty if there is none. */
    public Optional<Instant> freshUntil(String channel) {
        return Optional.of(state.counters(channel)).filter(c -> c.timestamp() > 0).map(Counters::freshUntil);
    }

    public long rootVersion() {
        return root.version();
    }

    /** Counter of the newest accepted timestamp. */
    public long timestampVersion(String channel) {
        return state.counters(channel).timestamp();
    }

    /** Counter of the newest accepted targets document. */
    public long targetsVersion(String channel) {
        return state.counters(channel).targets();
    }

    /** Whether the memory of earlier counters was found destroyed at the start. */
    public boolean lost() {
        return lost;
    }

    private void walkRoots(ContentSource source) throws RefusedException, DeliveryException, IOException {
        for (int i = 0; i < MOST_ROOTS_AT_ONCE && root.version() < MOST_ROOTS; i++) {
            long next = root.version() + 1;
            String label = DocumentType.rootName(next);
            Optional<byte[]> bytes = optional(source, label, DocumentType.ROOT.limit());
            if (bytes.isEmpty()) {
                break;
            }
            Envelope envelope = Envelope.read(DocumentType.ROOT, label, bytes.get());
            envelope.verify(label, root.role(DocumentType.ROOT));
            RootDocument successor = selfSigned(label, bytes.get());
            if (successor.version() != next) {
                throw new RefusedException(successor.version() < next ? Refusal.ROLLBACK : Refusal.MISPLACED,
                    label + " says it is version " + successor.version());
            }
            accept(successor, envelope);
        }
        if (root.expires().isBefore(now())) {
            throw new RefusedException(Refusal.STALE, expired("root " + root.version(), root.expires()) + "; the publisher must rotate it");
        }
    }

    /**
     * A counter may only begin anew if no key that signed under the old ones can sign any more. So does the time that they have stated:
     * one set years ahead would make every honest document look stale.
     */
    private void accept(RootDocument successor, Envelope envelope) throws IOException {
        boolean afresh = successor.replacesAllKeys(root, DocumentType.TIMESTAMP) && successor.replacesAllKeys(root, DocumentType.TARGETS);
        persist(new TrustState(state.anchor(), new String(envelope.bytes(), StandardCharsets.UTF_8), afresh ? built : state.floor(),
            afresh ? Map.of() : state.channels()));
        root = successor;
    }

    private TimestampDocument timestamp(ContentSource source, String channel) throws RefusedException, DeliveryException, IOException {
        String label = DocumentType.timestampName(channel);
        Envelope envelope = Envelope.read(DocumentType.TIMESTAMP, label, document(source, label, DocumentType.TIMESTAMP.limit()));
        envelope.verify(label, root.role(DocumentType.TIMESTAMP));
        TimestampDocument timestamp = TimestampDocument.read(label, envelope.payload());
        requireChannel(label, channel, timestamp.channel());
        Counters before = state.counters(channel);
        requireNotOlder(label, before.timestamp(), before.timestampSha256(), timestamp.version(), Digests.sha256(envelope.payload()));
        requireNotOlder(label + " (targets)", before.targets(), before.targetsSha256(), timestamp.targetsVersion(), timestamp.targets().sha256());
        if (timestamp.issued().isAfter(built.plus(HORIZON))) {
            throw new RefusedException(Refusal.FROM_THE_FUTURE, label + ": signed for " + timestamp.issued() + ", which must be a mistake");
        }
        if (timestamp.root() > root.version()) {
            throw new RefusedException(Refusal.ROOT_MISSING, label + ": was signed under root " + timestamp.root() + ", but only root "
                + root.version() + " can be had: is a rotation of keys held back?");
        }
        if (timestamp.expires().isBefore(now())) {
            throw new RefusedException(Refusal.STALE, expired(label, timestamp.expires()) + "; nothing new is installed until the publisher signs a fresh one");
        }
        Counters after = new Counters(timestamp.version(), Digests.sha256(envelope.payload()), timestamp.targetsVersion(),
            timestamp.targets().sha256(), timestamp.expires());
        if (!after.equals(before)) {
            persist(state.with(channel, after, timestamp.issued()));
        }
        return timestamp;
    }

    private TargetsDocument targets(ContentSource source, TimestampDocument timestamp) throws RefusedException, DeliveryException {
        String label = DocumentType.targetsName(timestamp.channel(), timestamp.targetsVersion());
        Envelope envelope = Envelope.read(DocumentType.TARGETS, label, document(source, label, DocumentType.TARGETS.limit()));
        envelope.verify(label, root.role(DocumentType.TARGETS));
        if (envelope.payload().length != timestamp.targets().length() || !Digests.sha256(envelope.payload()).equals(timestamp.targets().sha256())) {
            throw new RefusedException(Refusal.MIX_AND_MATCH, label + ": genuine, but not the document that the timestamp names");
        }
        TargetsDocument targets = TargetsDocument.read(label, envelope.payload());
        requireChannel(label, timestamp.channel(), targets.channel());
        if (targets.version() != timestamp.targetsVersion()) {
            throw new RefusedException(Refusal.MIX_AND_MATCH, label + ": says it is version " + targets.version());
        }
        if (targets.expires().isBefore(now())) {
            throw new RefusedException(Refusal.STALE, expired(label, targets.expires()) + "; the publisher must publish anew");
        }
        return targets;
    }

    /** A board whose clock is wrong says so by this, too. */
    private String expired(String what, Instant when) {
        return what + " expired at " + when + ", and here it is " + now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireChannel(String label, String wanted, String stated) throws RefusedException {
        if (!stated.equals(wanted)) {
            throw new RefusedException(Refusal.MISPLACED, label + ": is of channel '" + stated + "', not of '" + wanted + "'");
        }
    }

    private static void requireNotOlder(String label, long known, String knownSha256, long version, String sha256) throws RefusedException {
        if (version < known) {
            throw new RefusedException(Refusal.ROLLBACK, label + ": version " + version + " is older than " + known + ", which this board knows");
        }
        if (version == known && !sha256.equals(knownSha256)) {
            throw new RefusedException(Refusal.EQUIVOCATION, label + ": this board knows a version " + version + " with other contents");
        }
    }

    private static byte[] document(ContentSource source, String name, int limit) throws RefusedException, DeliveryException {
        try {
            byte[] bytes = source.document(name, limit);
            if (bytes.length > limit) {
                throw new RefusedException(Refusal.OVERSIZED, name + ": more than " + limit + " bytes");
            }
            return bytes;
        } catch (DeliveryException e) {
            if (e.reason() == DeliveryException.Reason.TOO_LARGE) {
                throw new RefusedException(Refusal.OVERSIZED, name + ": more than " + limit + " bytes", e);
            }
            throw e;
        }
    }

    private static Optional<byte[]> optional(ContentSource source, String name, int limit) throws RefusedException, DeliveryException {
        try {
            return Optional.of(document(source, name, limit));
        } catch (DeliveryException e) {
            if (e.reason() == DeliveryException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static RootDocument selfSigned(String label, byte[] bytes) throws RefusedException {
        Envelope envelope = Envelope.read(DocumentType.ROOT, label, bytes);
        RootDocument document = RootDocument.read(label, envelope.payload());
        envelope.verify(label, document.role(DocumentType.ROOT));
        return document;
    }

    /** The owner has pinned another root. Its counters begin anew only if nothing signed under the old one could be replayed. */
    private void reanchor(RootDocument anchor, String digest, byte[] pinned) throws IOException {
        boolean stranger = anchor.replacesAllKeys(root, DocumentType.TIMESTAMP) && anchor.replacesAllKeys(root, DocumentType.TARGETS);
        boolean newer = anchor.version() >= root.version() || stranger;
        persist(new TrustState(digest, newer ? new String(pinned, StandardCharsets.UTF_8) : state.root(), stranger ? built : state.floor(),
            stranger ? Map.of() : state.channels()));
        root = newer ? anchor : root;
    }

    private Optional<TrustState> load() {
        boolean found = false;
        for (String copy : COPIES) {
            found |= records.exists(FOLDER, copy);
            Optional<byte[]> bytes = records.read(FOLDER, copy);
            if (bytes.isPresent()) {
                try {
                    return Optional.of(TrustState.read(bytes.get()));
                } catch (RefusedException e) {
                    continue;
                }
            }
        }
        lost = found;
        return Optional.empty();
    }

    private void persist(TrustState next) throws IOException {
        byte[] bytes = next.bytes();
        for (String copy : COPIES) {
            records.replace(FOLDER, copy, bytes);
        }
        state = next;
    }
}
