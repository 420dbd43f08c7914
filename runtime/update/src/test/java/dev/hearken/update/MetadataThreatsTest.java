package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.internal.trust.DocumentType;
import dev.hearken.update.internal.trust.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threats "rollback", "freeze", "mix-and-match", "oversized payload", "path traversal", "no clock". All documents here are signed. */
class MetadataThreatsTest extends ThreatTest {

    private static final String TIMESTAMP = "stable.timestamp.json";

    @Test
    void shouldRefuseAnOlderTimestamp() {
        byte[] old = publisher.documents.get(TIMESTAMP);
        publisher.publish(two);
        board.selfTest = release -> Optional.of("deaf");
        board.update("two");
        assertEquals(Refusal.SELF_TEST, board.last(UpdateEvent.RolledBack.class).orElseThrow().refusal());
        publisher.documents.put(TIMESTAMP, old);
        assertRefused(Refusal.ROLLBACK);
    }

    @Test
    void shouldRefuseAFreshTimestampThatNamesOlderTargets() throws RefusedException {
        byte[] payload = Envelope.read(DocumentType.TARGETS, "old",
            publisher.documents.get("1.stable.targets.json")).payload();
        publisher.publish(one, publisher.sentences("kitchen", bytes("a: b")));
        board.selfTest = release -> Optional.of("deaf");
        board.update("two");
        publisher.timestamp(1, payload, UnaryOperator.identity());
        assertRefused(Refusal.ROLLBACK);
    }

    @Test
    void shouldRefuseTwoDocumentsUnderOneCounter() {
        publisher.timestampVersion--;
        publisher.publish(two);
        assertRefused(Refusal.EQUIVOCATION);
    }

    @Test
    void shouldInstallNothingOnceTheTimestampHasRunOutButWorkOn() {
        publisher.publish(two);
        board.clock = Publisher.NOW.plus(Duration.ofDays(8));
        assertRefused(Refusal.STALE);
    }

    @Test
    void shouldRaiseAnAlarmIfNobodyCanBeReachedUntilTheTimestampHasRunOut() {
        publisher.documents.remove(TIMESTAMP);
        board.clock = Publisher.NOW.plus(Duration.ofDays(30));
        assertRefused(Refusal.UNDELIVERED);
        assertEquals(Refusal.STALE, board.last(UpdateEvent.Alarm.class).orElseThrow().refusal());
    }

    @Test
    void shouldRefuseGenuineTargetsThatAreNotThoseOfTheTimestamp() {
        publisher.publish(two);
        publisher.documents.put("2.stable.targets.json", publisher.documents.get("1.stable.targets.json"));
        assertRefused(Refusal.MIX_AND_MATCH);
    }

    @Test
    void shouldRefuseADocumentOfAnotherChannel() {
        publisher.publish(List.of(two), UnaryOperator.identity(), Publisher.replacing("\"channel\":\"stable\"", "\"channel\":\"canary\""));
        assertRefused(Refusal.MISPLACED);
    }

    @Test
    void shouldRefuseTheModelOfOneVersionWithTheLabelsOfAnother() {
        publisher.publish(two);
        publisher.contents.put(two.files().get(1).content().sha256(), publisher.contents.get(one.files().get(1).content().sha256()));
        assertRefused(Refusal.CORRUPT);
        assertStillUpdates();
    }

    @Test
    void shouldRefuseWhatIsMadeForAnotherBoard() {
        publisher.publish(List.of(two), Publisher.replacing("\"boards\":[\"any\"]", "\"boards\":[\"raspberry-pi-zero\"]"), UnaryOperator.identity());
        assertRefused(Refusal.UNSUITABLE);
    }

    @Test
    void shouldRefuseWhatIsMadeForAnotherRuntime() {
        publisher.publish(List.of(two), Publisher.replacing("\"min\":\"0.1.0\"", "\"min\":\"0.2.0\""), UnaryOperator.identity());
        assertRefused(Refusal.UNSUITABLE);
    }

    @Test
    void shouldRefuseWhatWasWithdrawn() {
        publisher.revoked = Set.of(two.files().get(1).content().sha256());
        publisher.publish(two);
        assertRefused(Refusal.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"format\":1,\"format\":1,", "{\"format\":1,\"more\":[],", "{\"format\":2,", "{\"format\":1.0,", "{\"format\":true,", "{\"format\":null,",
        "{", "{\"format\":99999999999999999999,", "{\"format\":-1,", "[", "{'format':1,", "{\"format\":01,", "{/**/\"format\":1,"})
    void shouldRefuseTwoReadingsAndUnknownFields(String head) {
        publisher.publish(List.of(two), Publisher.replacing("{\"format\":1,", head), UnaryOperator.identity());
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseRepeatedKeysInTheEnvelope() {
        publisher.publish(two);
        publisher.documents.put(TIMESTAMP, Publisher.replacing("{\"payloadType\"", "{\"signatures\":[],\"payloadType\"").apply(publisher.documents.get(TIMESTAMP)));
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseWhatFollowsADocument() {
        publisher.publish(List.of(two), payload -> bytes(new String(payload, StandardCharsets.UTF_8) + "{}"), UnaryOperator.identity());
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseOtherEncodingsThanUtf8() {
        publisher.publish(List.of(two), payload -> new String(payload, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16), UnaryOperator.identity());
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseDeepNesting() {
        publisher.publish(List.of(two), payload -> bytes("[".repeat(100_000)), UnaryOperator.identity());
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseAnOversizedDocument() {
        publisher.publish(two);
        publisher.documents.put(TIMESTAMP, Arrays.copyOf(publisher.documents.get(TIMESTAMP), 1 << 20));
        assertRefused(Refusal.OVERSIZED);
    }

    /** Two million brackets are two million objects on a heap of 64 MB. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "1"})
    void shouldRefuseAnUnsignedDocumentThatWouldFillTheHeap(String value) {
        publisher.publish(two);
        publisher.documents.put("2.stable.targets.json", bytes("[" + (value + ",").repeat(500_000) + value + "]"));
        assertRefused(Refusal.OVERSIZED);
        assertStillUpdates();
    }

    @Test
    void shouldRefuseASignedDocumentOfNothingButBrackets() {
        publisher.publish(List.of(two), payload -> bytes("[" + "[],".repeat(300_000) + "[]]"), UnaryOperator.identity());
        assertRefused(Refusal.OVERSIZED);
    }

    @Test
    void shouldRefuseAnOversizedRootWithoutReadingIt() {
        publisher.documents.put("2.root.json", new byte[65 << 10]);
        assertRefused(Refusal.OVERSIZED);
    }

    @Test
    void shouldRefuseTooManyTargets() {
        Target[] many = new Target[65];
        Arrays.setAll(many, i -> publisher.sentences("s" + i, bytes("x")));
        publisher.publish(many);
        assertRefused(Refusal.OVERSIZED);
    }

    @Test
    void shouldRefuseAFileLargerThanAnyModelIs() {
        publisher.publish(List.of(two), Publisher.replacing("\"length\":9}", "\"length\":" + (ContentId.MAX_LENGTH + 1) + "}"), UnaryOperator.identity());
        assertRefused(Refusal.OVERSIZED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.onnx", "/etc/passwd", "weights/../../model.onnx", "weights\\\\model.onnx", ".hidden", "weights/.hidden", "a//b", "", "weights/",
        "a\\u0000b", "con\\u202eflow", "a/b/c/d/e", "model.onnx.part", "C:model", "weights/model.", "release.json/../x"})
    void shouldRefuseAPathThatLeavesItsFolder(String path) {
        publisher.publish(List.of(two), Publisher.replacing("weights/model.onnx", path), UnaryOperator.identity());
        assertRefused(Refusal.UNSAFE_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/b", "A", ".", "a..b", ""})
    void shouldRefuseANameThatLeavesItsFolder(String name) {
        publisher.publish(List.of(two), Publisher.replacing("\"name\":\"en-small\"", "\"name\":\"" + name + "\""), UnaryOperator.identity());
        assertRefused(Refusal.UNSAFE_NAME);
    }

    @Test
    void shouldRefusePathsThatAreOneOnSomeDisks() {
        publisher.publish(publisher.pack("en-small", "2", Map.of("Model.onnx", bytes("a"), "model.onnx", bytes("b"))));
        assertRefused(Refusal.UNSAFE_NAME);
    }

    @Test
    void shouldRefuseAFileWhereAFolderMustBe() {
        publisher.publish(publisher.pack("en-small", "2", Map.of("weights", bytes("a"), "weights/model.onnx", bytes("b"))));
        assertRefused(Refusal.UNSAFE_NAME);
    }

    @Test
    void shouldRefuseDigestsThatAreNone() {
        publisher.publish(List.of(two), Publisher.replacing("\"sha256\":\"" + two.files().get(1).content().sha256().substring(0, 4), "\"sha256\":\"ABCD"), UnaryOperator.identity());
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldRefuseBase64ThatCouldBeReadInTwoWays() {
        publisher.publish(two);
        String text = new String(publisher.documents.get(TIMESTAMP), StandardCharsets.UTF_8);
        int at = text.indexOf("==\"}");
        byte[] sloppy = bytes(text.substring(0, at - 1) + next(text.charAt(at - 1)) + text.substring(at));
        publisher.documents.put(TIMESTAMP, sloppy);
        assertRefused(Refusal.MALFORMED);
    }

    @Test
    void shouldWorkWithAClockThatShows1970() {
        publisher.publish(two);
        board.clock = Instant.EPOCH;
        board.start();
        board.confirmed("two");
        assertEquals("2", board.version());
    }

    @Test
    void shouldKnowTheLatestSignedTimeWhenTheClockShows1970() {
        publisher.now = Publisher.NOW.plus(Duration.ofDays(20));
        publisher.publish(one);
        board.clock = publisher.now;
        board.update("fresh");
        publisher.now = Publisher.NOW;
        publisher.publish(two);
        board.clock = Instant.EPOCH;
        assertRefused(Refusal.STALE);
    }

    @Test
    void shouldInstallNothingWithAClockThatShows2099AndRecover() {
        publisher.publish(two);
        board.clock = Instant.parse("2099-01-01T00:00:00Z");
        assertRefused(Refusal.STALE);
        board.clock = Publisher.NOW.plus(Duration.ofHours(1));
        board.events.clear();
        board.confirmed("two again");
        assertEquals("2", board.version());
    }

    @Test
    void shouldNotRememberATimeSignedByMistakeForADistantFuture() {
        publisher.now = Instant.parse("2099-01-01T00:00:00Z");
        publisher.publish(two);
        assertRefused(Refusal.FROM_THE_FUTURE);
        publisher.now = Publisher.NOW;
        assertStillUpdates();
    }

    @Test
    void shouldKeepItsCountersWhenOneCopyOfThemIsDestroyed() {
        byte[] old = publisher.documents.get(TIMESTAMP);
        publisher.publish(one);
        board.update("fresh");
        board.disk.flip("trust/state", 10);
        board.start();
        publisher.documents.put(TIMESTAMP, old);
        assertRefused(Refusal.ROLLBACK);
    }

    @Test
    void shouldSayThatItsCountersAreDestroyedAndWorkOn() {
        board.disk.flip("trust/state", 10);
        board.disk.flip("trust/state.copy", 10);
        board.start();
        assertEquals(Refusal.CORRUPT, board.last(UpdateEvent.Alarm.class).orElseThrow().refusal());
        assertEquals("1", board.version());
        assertStillUpdates();
    }

    @Test
    void shouldTakeSentencesAndSettingsInTheSameSignedWay() {
        publisher.publish(one, publisher.sentences("kitchen", bytes("intents: {}")));
        board.events.clear();
        board.confirmed("sentences");
        InstalledRelease installed = board.spoken.orElseThrow();
        assertTrue(installed.release().files().containsKey("sentences/kitchen/sentences.yaml"));
        assertFalse(publisher.asked.stream().skip(publisher.asked.indexOf("2.stable.targets.json")).anyMatch(a -> a.startsWith(one.files().get(1).content().sha256())),
            "what is here is copied, not fetched again");
    }

    private static char next(char base64) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        assertEquals(64, Base64.getEncoder().encodeToString(new byte[48]).length());
        return alphabet.charAt(alphabet.indexOf(base64) + 1);
    }
}
