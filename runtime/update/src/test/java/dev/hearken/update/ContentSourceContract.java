package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.DeliveryException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way of delivery has in common; the ways differ in {@link #open}. */
abstract class ContentSourceContract {

    private final byte[] file = new byte[400_000];
    @TempDir
    private Path repository;
    private ContentId id;
    private ContentId empty;
    private ContentSource source;

    /** A source of what lies in a folder as it was published. */
    abstract ContentSource open(Path folder) throws Exception;

    @BeforeEach
    void publish() throws Exception {
        new Random(6).nextBytes(file);
        Files.createDirectories(repository.resolve("content"));
        id = put(file);
        empty = put(new byte[0]);
        Files.writeString(repository.resolve("stable.timestamp.json"), "{\"signed\":true}");
        source = open(repository);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private ContentId put(byte[] bytes) throws Exception {
        ContentId content = new ContentId(Digests.sha256(bytes), bytes.length);
        Files.write(repository.resolve(content.path()), bytes);
        return content;
    }

    private DeliveryException refused(ContentId content, long offset, ContentSink sink) {
        return assertThrows(DeliveryException.class, () -> source.content(content, offset, sink));
    }

    @Test
    void shouldHaveAName() {
        assertFalse(source.name().isBlank());
    }

    @Test
    void shouldDeliverAFileWholeAndBehindAnyOffset() throws Exception {
        for (int offset : new int[] {0, 1, 99_999, 399_999, 400_000}) {
            CollectingSink sink = new CollectingSink();
            source.content(id, offset, sink);
            assertArrayEquals(Arrays.copyOfRange(file, offset, file.length), sink.bytes());
        }
    }

    @Test
    void shouldDeliverAnEmptyFile() throws Exception {
        CollectingSink sink = new CollectingSink();
        source.content(empty, 0, sink);
        assertEquals(0, sink.size());
    }

    @Test
    void shouldStopWhenTheSinkHasEnough() throws Exception {
        CollectingSink sink = CollectingSink.stoppingAfter(100_000);
        source.content(id, 0, sink);
        assertTrue(sink.size() >= 100_000 && sink.size() < file.length, "stopped at " + sink.size());
        assertArrayEquals(Arrays.copyOf(file, sink.size()), sink.bytes());
    }

    @Test
    void shouldSayThatTheSinkFailedAndDeliverAfterwards() throws Exception {
        DeliveryException e = refused(id, 0, CollectingSink.failingAfter(200_000));
        assertEquals(Reason.SINK_FAILED, e.reason());
        assertFalse(e.retryable());
        assertTrue(e.getCause() instanceof IOException, "the cause says why");
        CollectingSink sink = new CollectingSink();
        source.content(id, 0, sink);
        assertArrayEquals(file, sink.bytes());
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        DeliveryException e = refused(new ContentId("0".repeat(64), 10), 0, new CollectingSink());
        assertEquals(Reason.NOT_FOUND, e.reason());
        assertFalse(e.retryable());
        assertEquals(Reason.NOT_FOUND, assertThrows(DeliveryException.class, () -> source.document("7.root.json", 100)).reason());
    }

    @Test
    void shouldNeverHandOverMoreThanTheSignedLength() throws Exception {
        CollectingSink sink = new CollectingSink();
        try {
            source.content(new ContentId(id.sha256(), 1000), 0, sink);
        } catch (DeliveryException e) {
            assertFalse(e.retryable(), e.getMessage());
        }
        assertTrue(sink.size() <= 1000, "took " + sink.size());
    }

    @Test
    void shouldEndEarlyWhereTheFileDoes() {
        CollectingSink sink = new CollectingSink();
        refused(new ContentId(id.sha256(), file.length + 1), 0, sink);
        assertTrue(sink.size() <= file.length);
    }

    @Test
    void shouldFetchDocumentsUpToTheirLimit() throws Exception {
        assertEquals("{\"signed\":true}", new String(source.document("stable.timestamp.json", 15), StandardCharsets.UTF_8));
        assertEquals(Reason.TOO_LARGE, assertThrows(DeliveryException.class, () -> source.document("stable.timestamp.json", 14)).reason());
    }
}
