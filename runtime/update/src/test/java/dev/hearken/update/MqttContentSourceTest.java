package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.internal.mqtt.ChunkAnswers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttContentSourceTest {

    private static final int LENGTH = 700_001;
    private static final String CHUNKS = "hearken/kitchen/update/chunk";
    private static final MqttContentSource.Patience HASTY = new MqttContentSource.Patience(Duration.ofMillis(30), 3);

    private final LoopHub hub = new LoopHub();
    private final byte[] file = new byte[LENGTH];
    @TempDir
    private Path folder;
    private ContentId id;
    private ChunkAnswers answers;
    private MqttContentSource source;

    @BeforeEach
    void publish() throws Exception {
        new Random(11).nextBytes(file);
        id = new ContentId(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)), LENGTH);
        Files.createDirectories(folder.resolve("content"));
        Files.write(folder.resolve(id.path()), file);
        Files.writeString(folder.resolve("timestamp.json"), "{\"signed\":1}");
        Files.writeString(folder.resolve("empty.json"), "");
        answers = new ChunkAnswers(new RepositoryFolder(folder));
        hub.carryBy(request -> answer(request).forEach(payload -> hub.deliver(CHUNKS, payload, false)));
        source = new MqttContentSource(hub, "kitchen", HASTY, new Random(1), System::nanoTime);
    }

    private List<byte[]> answer(HubPort.Message request) {
        return answers.to(new HubPort.Received(request.topic(), request.payload(), 1, false)).stream().map(HubPort.Message::payload).toList();
    }

    private DeliveryException refused(ContentSink sink) {
        return assertThrows(DeliveryException.class, () -> source.content(id, 0, sink));
    }

    @Test
    void shouldFetchAFileInBoundedChunks() throws Exception {
        CollectingSink sink = new CollectingSink();
        source.content(id, 0, sink);
        assertArrayEquals(file, sink.bytes());
        assertEquals(3, hub.published().size(), "256 KiB a request");
        assertTrue(hub.published().stream().allMatch(request -> request.topic().equals("hearken/kitchen/update/request") && !request.retain()));
    }

    @Test
    void shouldResumeFromAnyOffsetAndAskNothingForAWholeFile() throws Exception {
        for (int offset : new int[] {1, 262_144, LENGTH - 1}) {
            CollectingSink sink = new CollectingSink();
            source.content(id, offset, sink);
            assertArrayEquals(Arrays.copyOfRange(file, offset, LENGTH), sink.bytes());
        }
        int asked = hub.published().size();
        source.content(id, LENGTH, new CollectingSink());
        assertEquals(asked, hub.published().size());
    }

    @Test
    void shouldStopWhenTheSinkHasEnoughAndResume() throws Exception {
        CollectingSink first = CollectingSink.stoppingAfter(300_000);
        source.content(id, 0, first);
        assertTrue(first.size() >= 300_000 && first.size() < LENGTH);
        CollectingSink second = new CollectingSink();
        source.content(id, first.size(), second);
        assertEquals(LENGTH, first.size() + second.size());
        assertArrayEquals(Arrays.copyOfRange(file, first.size(), LENGTH), second.bytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldOutliveLossRepetitionAndAnyOrder(long seed) throws Exception {
        Random chance = new Random(seed);
        List<byte[]> old = new ArrayList<>();
        hub.carryBy(request -> {
            List<byte[]> frames = new ArrayList<>(answer(request));
            frames.removeIf(frame -> chance.nextInt(4) == 0);
            for (byte[] frame : List.copyOf(frames)) {
                if (chance.nextInt(3) == 0) {
                    frames.add(frame);
                }
            }
            if (!old.isEmpty()) {
                frames.add(old.get(chance.nextInt(old.size())));
            }
            Collections.shuffle(frames, chance);
            old.addAll(frames);
            frames.forEach(frame -> hub.deliver(CHUNKS, frame, false));
        });
        for (int i = 0; i < 2; i++) {   // the second time with answers of the first among its own
            CollectingSink sink = new CollectingSink();
            source.content(id, 0, sink);
            assertArrayEquals(file, sink.bytes());
        }
    }

    @Test
    void shouldIgnoreRetainedOldAndForeignChunks() throws Exception {
        List<byte[]> old = new ArrayList<>();
        hub.carryBy(request -> answer(request).forEach(old::add));
        assertEquals(Reason.STALLED, refused(new CollectingSink()).reason());
        hub.carryBy(request -> {
            old.forEach(frame -> hub.deliver(CHUNKS, frame, false));
            answer(request).forEach(frame -> hub.deliver(CHUNKS, frame, true));
            for (int length : new int[] {0, 1, 28, 29, 30, 100, 40_000, 100_000}) {
                hub.deliver(CHUNKS, new byte[length], false);
            }
        });
        CollectingSink sink = new CollectingSink();
        assertEquals(Reason.STALLED, refused(sink).reason());
        assertEquals(0, sink.size());
    }

    @Test
    void shouldGiveUpWhenNothingComesAndSayThatARetryMakesSense() {
        hub.carryBy(request -> { });
        DeliveryException e = refused(new CollectingSink());
        assertEquals(Reason.STALLED, e.reason());
        assertTrue(e.retryable());
        assertEquals(4, hub.published().size());
    }

    /** A server that talks all the time and never brings the file on must not hold the updater for ever. */
    @Test
    void shouldGiveUpAServerThatOnlySendsWhatIsOfNoUse() {
        long[] now = {0};
        source = new MqttContentSource(hub, "kitchen", MqttContentSource.Patience.DEFAULT, new Random(1), () -> now[0] += Duration.ofSeconds(1).toNanos());
        hub.carryBy(request -> {
            byte[] late = answer(request).get(1);
            for (int i = 0; i < 16; i++) {
                hub.deliver(CHUNKS, late, false);
            }
        });
        assertEquals(Reason.STALLED, refused(new CollectingSink()).reason());
    }

    @Test
    void shouldGiveUpAServerThatTrickles() {
        long[] now = {0};
        source = new MqttContentSource(hub, "kitchen", MqttContentSource.Patience.DEFAULT, new Random(1), () -> now[0] += Duration.ofSeconds(4).toNanos());
        hub.carryBy(request -> {
            // One byte at a time, but as many as fit at once: nothing here waits in real time.
            byte[] frame = answer(request).get(0);
            long offset = ByteBuffer.wrap(frame).getLong(13);
            for (int i = 0; i < 15; i++) {
                byte[] trickle = Arrays.copyOf(frame, 30);
                ByteBuffer.wrap(trickle).putLong(13, offset + i).put(29, frame[29 + i]);
                hub.deliver(CHUNKS, trickle, false);
            }
        });
        CollectingSink sink = new CollectingSink();
        DeliveryException e = refused(sink);
        assertEquals(Reason.STALLED, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("slower than"), e.getMessage());
        assertTrue(sink.size() < 100, sink.size() + " bytes");
    }

    @Test
    void shouldSayThatTheBrokerIsAway() {
        hub.phase(HubPort.State.Phase.WAITING_TO_RECONNECT);
        DeliveryException e = refused(new CollectingSink());
        assertEquals(Reason.UNREACHABLE, e.reason());
        assertTrue(hub.published().isEmpty());
    }

    @Test
    void shouldRefuseAnotherLengthThanTheSigned() throws IOException {
        Files.write(folder.resolve(id.path()), Arrays.copyOf(file, LENGTH - 1));
        CollectingSink sink = new CollectingSink();
        assertEquals(Reason.MALFORMED, refused(sink).reason());
        Files.write(folder.resolve(id.path()), Arrays.copyOf(file, LENGTH + 1));
        assertEquals(Reason.TOO_LARGE, refused(sink).reason());
        assertEquals(0, sink.size());
    }

    @Test
    void shouldRefuseAFileThatChangesItsLengthOnTheWay() {
        hub.carryBy(request -> {
            for (byte[] frame : answer(request)) {
                if (hub.published().size() == 2) {
                    ByteBuffer.wrap(frame).putLong(21, LENGTH - 7);
                }
                hub.deliver(CHUNKS, frame, false);
            }
        });
        assertEquals(Reason.MALFORMED, refused(new CollectingSink()).reason());
    }

    @Test
    void shouldSayThatTheDiskIsFull() {
        assertEquals(Reason.SINK_FAILED, refused(CollectingSink.failingAfter(100_000)).reason());
    }

    @Test
    void shouldFetchDocumentsUpToTheirLimit() throws Exception {
        assertEquals("{\"signed\":1}", new String(source.document("timestamp.json", 12), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(0, source.document("empty.json", 12).length);
        assertEquals(Reason.TOO_LARGE, assertThrows(DeliveryException.class, () -> source.document("timestamp.json", 11)).reason());
        assertEquals(Reason.NOT_FOUND, assertThrows(DeliveryException.class, () -> source.document("7.root.json", 100)).reason());
        assertThrows(IllegalArgumentException.class, () -> source.document("../etc/passwd", 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"transfer\":\"0000000000000001\",\"name\":\"../x\",\"offset\":0,\"length\":10}",
        "{\"transfer\":\"1\",\"name\":\"timestamp.json\",\"offset\":0,\"length\":10}", "{\"transfer\":\"0000000000000001\",\"name\":\"timestamp.json\",\"offset\":-1,\"length\":10}",
        "{\"transfer\":\"0000000000000001\",\"name\":\"timestamp.json\",\"offset\":0,\"length\":1000000}",
        "{\"transfer\":\"0000000000000001\",\"name\":\"timestamp.json\",\"offset\":99999999999999999999,\"length\":1}"})
    void shouldNotAnswerWhatIsNoRequest(String body) {
        assertTrue(answers.to(new HubPort.Received("hearken/kitchen/update/request", body.getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, false)).isEmpty());
    }

    @Test
    void shouldNotFollowLinksOutOfTheRepository() throws IOException {
        Path secret = Files.writeString(Files.createTempDirectory(folder, ".outside").resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link.json"), secret);
        assertEquals(Reason.NOT_FOUND, assertThrows(DeliveryException.class, () -> source.document("link.json", 100)).reason());
        Files.createDirectory(folder.resolve("drafts"));
        Files.writeString(folder.resolve("drafts/targets.json"), "{}");
        assertThrows(IllegalArgumentException.class, () -> source.document("drafts/targets.json", 100));
    }
}
