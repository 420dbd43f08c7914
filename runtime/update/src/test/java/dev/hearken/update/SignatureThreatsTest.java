package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearken.update.internal.trust.DocumentType;
import dev.hearken.update.internal.trust.Envelope;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threats "wrong signer" and "key rotation". */
class SignatureThreatsTest extends ThreatTest {

    private static final String TIMESTAMP = "stable.timestamp.json";
    private static final String TARGETS = "2.stable.targets.json";
    private final SigningKey stranger = SigningKey.generate();

    @Test
    void shouldRefuseATimestampOfAStranger() throws RefusedException {
        publisher.publish(two);
        resign(DocumentType.TIMESTAMP, TIMESTAMP, List.of(stranger));
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseTargetsSignedByTheTimestampKey() throws RefusedException {
        publisher.publish(two);
        resign(DocumentType.TARGETS, TARGETS, publisher.timestampKeys);
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseADocumentNobodySigned() throws RefusedException {
        publisher.publish(two);
        resign(DocumentType.TARGETS, TARGETS, List.of());
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseTargetsBelowTheThreshold() throws RefusedException {
        publisher.publish(two);
        resign(DocumentType.TARGETS, TARGETS, publisher.targetsKeys.subList(0, 1));
        assertRefused(Refusal.THRESHOLD_NOT_MET);
    }

    @Test
    void shouldNotCountOneKeyTwiceUnderTheNameOfAnother() throws RefusedException {
        publisher.publish(two);
        Envelope envelope = envelope(DocumentType.TARGETS, TARGETS);
        String first = publisher.targetsKeys.get(0).verifyingKey().id();
        Map<String, byte[]> forged = new LinkedHashMap<>(envelope.signatures());
        forged.put(publisher.targetsKeys.get(1).verifyingKey().id(), envelope.signatures().get(first));
        publisher.documents.put(TARGETS, new Envelope(envelope.type(), envelope.payload(), forged).bytes());
        assertRefused(Refusal.THRESHOLD_NOT_MET);
    }

    @Test
    void shouldNotCountOneKeyTwice() {
        publisher.publish(two);
        bend(TARGETS, "\"keyid\":\"" + publisher.targetsKeys.get(1).verifyingKey().id(), "\"keyid\":\"" + publisher.targetsKeys.get(0).verifyingKey().id());
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseAPayloadChangedAfterSigning() throws RefusedException {
        publisher.publish(two);
        Envelope envelope = envelope(DocumentType.TARGETS, TARGETS);
        byte[] changed = Publisher.replacing("\"version\":\"2\"", "\"version\":\"3\"").apply(envelope.payload());
        publisher.documents.put(TARGETS, new Envelope(envelope.type(), changed, envelope.signatures()).bytes());
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseAMalleatedSignature() throws RefusedException {
        publisher.publish(two);
        Envelope envelope = envelope(DocumentType.TIMESTAMP, TIMESTAMP);
        Map<String, byte[]> malleated = new LinkedHashMap<>();
        envelope.signatures().forEach((key, signature) -> malleated.put(key, plusGroupOrder(signature)));
        publisher.documents.put(TIMESTAMP, new Envelope(envelope.type(), envelope.payload(), malleated).bytes());
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseADocumentInThePlaceOfAnother() {
        publisher.publish(two);
        publisher.documents.put(TIMESTAMP, publisher.documents.get(TARGETS));
        assertRefused(Refusal.MISPLACED);
    }

    @Test
    void shouldRefuseAPinnedRootThatDoesNotSignItself() {
        byte[] root = Publisher.root(1, publisher.rootKeys, publisher.timestampKeys, publisher.targetsKeys, Publisher.NOW, publisher.rootKeys.subList(0, 1));
        board.pinned = root;
        assertThrows(AssertionError.class, board::start);
    }

    @Test
    void shouldFollowARotationSignedByBothThresholds() {
        List<SigningKey> fresh = Publisher.keys(3);
        rotate(2, fresh, publisher.timestampKeys, publisher.targetsKeys, List.of(publisher.rootKeys.get(0), publisher.rootKeys.get(2), fresh.get(0), fresh.get(1)));
        assertStillUpdates();
        List<SigningKey> again = Publisher.keys(2);
        rotate(3, again, publisher.timestampKeys, publisher.targetsKeys, List.of(fresh.get(1), fresh.get(2), again.get(0), again.get(1)));
        publisher.publish(publisher.pack("10", bytes("ten")));
        board.events.clear();
        board.confirmed("after the second rotation");
        assertEquals("10", board.version());
    }

    @Test
    void shouldRefuseARootSignedByNewKeysAlone() {
        List<SigningKey> thief = Publisher.keys(2);
        rotate(2, thief, publisher.timestampKeys, publisher.targetsKeys, thief);
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseARootSignedByTooFewOldKeys() {
        List<SigningKey> thief = Publisher.keys(2);
        rotate(2, thief, publisher.timestampKeys, publisher.targetsKeys, List.of(publisher.rootKeys.get(0), thief.get(0), thief.get(1)));
        assertRefused(Refusal.THRESHOLD_NOT_MET);
    }

    @Test
    void shouldRefuseARootSignedByOldKeysAlone() {
        List<SigningKey> fresh = Publisher.keys(2);
        rotate(2, fresh, publisher.timestampKeys, publisher.targetsKeys, publisher.rootKeys);
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseAnOldRootUnderANewNumber() {
        publisher.documents.put("2.root.json", publisher.documents.get("1.root.json"));
        assertRefused(Refusal.ROLLBACK);
    }

    @Test
    void shouldNotJumpOverARoot() {
        List<SigningKey> fresh = Publisher.keys(2);
        rotate(3, fresh, publisher.timestampKeys, publisher.targetsKeys, List.of(publisher.rootKeys.get(0), publisher.rootKeys.get(1), fresh.get(0), fresh.get(1)));
        publisher.documents.put("2.root.json", publisher.documents.get("3.root.json"));
        publisher.publish(two);
        assertRefused(Refusal.MISPLACED);
    }

    @Test
    void shouldNoticeThatARotationIsHeldBack() {
        publisher.rootVersion = 2;
        publisher.publish(two);
        assertRefused(Refusal.ROOT_MISSING);
    }

    @Test
    void shouldNotListenToARevokedKey() {
        List<SigningKey> fresh = Publisher.keys(2);
        rotate(2, publisher.rootKeys, publisher.timestampKeys, fresh, publisher.rootKeys.subList(0, 2));
        publisher.publish(two);
        assertRefused(Refusal.WRONG_SIGNER);
    }

    @Test
    void shouldRefuseToWorkUnderAnExpiredRoot() {
        publisher.publish(two);
        board.clock = Publisher.NOW.plus(Duration.ofDays(3660));
        assertRefused(Refusal.STALE);
    }

    /** With all keys replaced nothing old can be replayed, so a publisher who has spoilt the counters can begin anew. */
    @Test
    void shouldRecoverFromCountersSetFarAheadByReplacingAllKeys() {
        publisher.targetsVersion = 1_000_000;
        publisher.timestampVersion = 1_000_000;
        publisher.publish(one);
        board.update("mistake");
        byte[] replay = publisher.documents.get(TIMESTAMP);
        replaceSigners();
        publisher.targetsVersion = 1;
        publisher.timestampVersion = 1;
        assertStillUpdates();
        publisher.documents.put(TIMESTAMP, replay);
        board.update("replay");
        assertEquals(Refusal.WRONG_SIGNER, board.last(UpdateEvent.Refused.class).orElseThrow().refusal());
    }

    /** A timestamp of years ahead, by mistake or by a thief of its key, makes all honest ones look stale; with new keys the time begins anew. */
    @Test
    void shouldRecoverFromATimeSetFarAheadByReplacingAllKeys() {
        publisher.now = Publisher.NOW.plus(Duration.ofDays(2000));
        publisher.publish(one);
        board.update("mistake");
        publisher.now = Publisher.NOW;
        publisher.publish(two);
        assertRefused(Refusal.STALE);
        replaceSigners();
        assertStillUpdates();
    }

    private void replaceSigners() {
        List<SigningKey> timestamp = Publisher.keys(1);
        List<SigningKey> targets = Publisher.keys(2);
        rotate(2, publisher.rootKeys, timestamp, targets, publisher.rootKeys.subList(0, 2));
        publisher.timestampKeys.clear();
        publisher.timestampKeys.addAll(timestamp);
        publisher.targetsKeys.clear();
        publisher.targetsKeys.addAll(targets);
    }

    private void rotate(long version, List<SigningKey> root, List<SigningKey> timestamp, List<SigningKey> targets, List<SigningKey> signers) {
        publisher.documents.put(version + ".root.json", Publisher.root(version, root, timestamp, targets, Publisher.NOW.plus(Duration.ofDays(3650)), signers));
        publisher.rootVersion = version;
    }

    private Envelope envelope(DocumentType type, String name) throws RefusedException {
        return Envelope.read(type, name, publisher.documents.get(name));
    }

    private void resign(DocumentType type, String name, List<SigningKey> signers) throws RefusedException {
        Envelope bare = Envelope.unsigned(type, envelope(type, name).payload());
        publisher.documents.put(name, Publisher.sign(bare, signers).bytes());
    }

    private void bend(String name, String from, String to) {
        publisher.documents.put(name, Publisher.replacing(from, to).apply(publisher.documents.get(name)));
    }

    /** The same signature to a verifier that does not check the range of S (RFC 8032, section 8.4). */
    private static byte[] plusGroupOrder(byte[] signature) {
        BigInteger order = BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
        BigInteger s = BigInteger.ZERO;
        for (int i = 63; i >= 32; i--) {
            s = s.shiftLeft(8).add(BigInteger.valueOf(signature[i] & 0xff));
        }
        s = s.add(order);
        byte[] bent = signature.clone();
        for (int i = 32; i < 64; i++) {
            bent[i] = s.byteValue();
            s = s.shiftRight(8);
        }
        return bent;
    }

    @Test
    void shouldReadTheKeysThatOpenSslReads() {
        SigningKey key = SigningKey.generate();
        SigningKey read = SigningKey.ofPem(key.secretPem());
        byte[] message = "exact bytes".getBytes(StandardCharsets.UTF_8);
        assertEquals(key.verifyingKey(), read.verifyingKey());
        assertEquals(Base64.getEncoder().encodeToString(key.sign(message)), Base64.getEncoder().encodeToString(read.sign(message)));
        assertEquals(key.verifyingKey(), SigningKey.publicOfPem(key.publicPem()));
    }
}
