package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.DeliveryException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpContentSourceTest {

    private static final int LENGTH = 200_000;
    private static final HttpSettings.Limits PATIENT = HttpSettings.Limits.DEFAULT;
    /** For servers that say nothing at all. */
    private static final HttpSettings.Limits HASTY_ANSWER = new HttpSettings.Limits(Duration.ofSeconds(30), Duration.ofMillis(400), Duration.ofSeconds(30), 0, Duration.ofSeconds(60));
    /** For servers that fall silent in the body. */
    private static final HttpSettings.Limits HASTY_BODY = new HttpSettings.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(2), 0, Duration.ofSeconds(60));

    private final byte[] file = new byte[LENGTH];
    private ContentId id;
    private WebStub server;

    @BeforeEach
    void start() throws Exception {
        new Random(7).nextBytes(file);
        id = new ContentId(HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(file)), LENGTH);
        server = new WebStub((request, out) -> WebStub.file(request, out, file));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private HttpContentSource source(HttpSettings.Limits limits) throws IOException {
        return new HttpContentSource(HttpSettings.of(server.url("/models")).withLimits(limits));
    }

    private DeliveryException refused(long offset, ContentSink sink) throws IOException {
        return refused(PATIENT, offset, sink);
    }

    private DeliveryException refused(HttpSettings.Limits limits, long offset, ContentSink sink) throws IOException {
        try (HttpContentSource source = source(limits)) {
            return assertThrows(DeliveryException.class, () -> source.content(id, offset, sink));
        }
    }

    @Test
    void shouldFetchAWholeFileByItsHash() throws Exception {
        CollectingSink sink = new CollectingSink();
        try (HttpContentSource source = source(PATIENT)) {
            source.content(id, 0, sink);
        }
        assertArrayEquals(file, sink.bytes());
        assertEquals("/models/content/" + id.sha256(), server.requests().get(0).path());
        assertEquals("identity", server.requests().get(0).header("accept-encoding"));
    }

    @Test
    void shouldResumeFromWhereItStopped() throws Exception {
        CollectingSink first = CollectingSink.stoppingAfter(70_000);
        CollectingSink second = new CollectingSink();
        try (HttpContentSource source = source(PATIENT)) {
            source.content(id, 0, first);
        }
        assertTrue(first.size() >= 70_000 && first.size() < LENGTH, "stopped on the way, at " + first.size());
        try (HttpContentSource source = source(PATIENT)) {
            source.content(id, first.size(), second);
        }
        assertEquals("bytes=" + first.size() + "-", server.requests().get(1).header("range"));
        assertArrayEquals(Arrays.copyOfRange(file, first.size(), LENGTH), second.bytes());
    }

    @Test
    void shouldSkipWhatItHasWhenTheServerKnowsNoRanges() throws Exception {
        server.answerWith((request, out) -> WebStub.reply(out, "200 OK", file));
        CollectingSink sink = new CollectingSink();
        try (HttpContentSource source = source(PATIENT)) {
            source.content(id, 150_000, sink);
        }
        assertArrayEquals(Arrays.copyOfRange(file, 150_000, LENGTH), sink.bytes());
    }

    @Test
    void shouldAskNothingForAFileThatIsWhole() throws Exception {
        try (HttpContentSource source = source(PATIENT)) {
            source.content(id, LENGTH, new CollectingSink());
        }
        assertTrue(server.requests().isEmpty());
    }

    @Test
    void shouldAskToResumeWhenTheConnectionBreaks() throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK", "Content-Length: " + LENGTH);
            out.write(file, 0, 120_000);
        });
        CollectingSink sink = new CollectingSink();
        DeliveryException e = refused(0, sink);
        assertEquals(Reason.INTERRUPTED, e.reason());
        assertTrue(e.retryable());
        assertArrayEquals(Arrays.copyOf(file, sink.size()), sink.bytes());
    }

    @Test
    void shouldAskToResumeWhenABodyOfUnknownLengthEndsEarly() throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK");
            out.write(file, 0, 1000);
        });
        assertEquals(Reason.INTERRUPTED, refused(0, new CollectingSink()).reason());
    }

    @Test
    void shouldKeepNoByteBeyondTheSignedLength() throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK");
            out.write(file);
            for (int i = 0; i < 10_000; i++) {
                out.write(file);   // 2 GB of more, if anybody read it
            }
        });
        CollectingSink sink = new CollectingSink();
        DeliveryException e = refused(0, sink);
        assertEquals(Reason.TOO_LARGE, e.reason());
        assertFalse(e.retryable());
        assertTrue(sink.size() <= LENGTH);
    }

    @ParameterizedTest
    @CsvSource({"1,MALFORMED", "199999,MALFORMED", "200001,TOO_LARGE", "99999999999,TOO_LARGE"})
    void shouldRefuseAnotherLengthBeforeTheFirstByte(long told, Reason reason) throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK", "Content-Length: " + told);
            out.write(file);
        });
        CollectingSink sink = new CollectingSink();
        assertEquals(reason, refused(0, sink).reason());
        assertEquals(0, sink.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bytes 0-199999/200000 | MALFORMED", "bytes 4999-199999/200000 | MALFORMED", "bytes 5001-199999/200000 | MALFORMED",
        "bytes 5000-199999/200001 | TOO_LARGE", "bytes 5000-5999/200000 | TOO_LARGE", "bytes 5000-200000/200000 | MALFORMED",
        "bytes 6000-5000/200000 | MALFORMED", "bytes 5000-99999999999999999999/200000 | MALFORMED", "lines 1-2/3 | MALFORMED", "'' | MALFORMED"})
    void shouldRefuseARangeThatIsNotTheOneAskedFor(String range, Reason reason) throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "206 Partial Content", "Content-Range: " + range, "Content-Length: " + (LENGTH - 5000));
            out.write(file, 5000, LENGTH - 5000);
        });
        CollectingSink sink = new CollectingSink();
        assertEquals(reason, refused(5000, sink).reason());
        assertEquals(0, sink.size());
    }

    @Test
    void shouldTakeAShorterRangeAndAskToResume() throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "206 Partial Content", "Content-Range: bytes 5000-5999/200000", "Content-Length: 1000");
            out.write(file, 5000, 1000);
        });
        CollectingSink sink = new CollectingSink();
        assertEquals(Reason.INTERRUPTED, refused(5000, sink).reason());
        assertArrayEquals(Arrays.copyOfRange(file, 5000, 6000), sink.bytes());
    }

    @Test
    void shouldRefuseAnUnaskedRangeAndAnUnaskedEncoding() throws Exception {
        server.answerWith((request, out) -> WebStub.reply(out, "206 Partial Content", file, "Content-Range: bytes 0-199999/200000"));
        assertEquals(Reason.MALFORMED, refused(0, new CollectingSink()).reason());
        server.answerWith((request, out) -> WebStub.reply(out, "200 OK", file, "Content-Encoding: gzip"));
        assertEquals(Reason.MALFORMED, refused(0, new CollectingSink()).reason());
    }

    @ParameterizedTest
    @CsvSource({"404,NOT_FOUND,false", "410,NOT_FOUND,false", "401,REFUSED,false", "403,REFUSED,false", "416,REFUSED,false",
        "429,BUSY,true", "500,BUSY,true", "503,BUSY,true", "400,MALFORMED,false", "204,MALFORMED,false", "304,MALFORMED,false"})
    void shouldTellWhetherARetryMakesSense(int status, Reason reason, boolean retry) throws Exception {
        server.answerWith((request, out) -> WebStub.reply(out, status + " Status", new byte[0]));
        DeliveryException e = refused(1000, new CollectingSink());
        assertEquals(reason, e.reason());
        assertEquals(retry, e.retryable());
        assertEquals(1, server.requests().size(), "asks once; who retries is the caller's business");
    }

    @Test
    void shouldGiveUpASilentServer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.answerWith((request, out) -> never.await());
        assertEquals(Reason.STALLED, refused(HASTY_ANSWER, 0, new CollectingSink()).reason());
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK", "Content-Length: " + LENGTH);
            out.write(file, 0, 500);
            out.flush();
            never.await();
        });
        CollectingSink sink = new CollectingSink();
        DeliveryException e = refused(HASTY_BODY, 0, sink);
        assertEquals(Reason.STALLED, e.reason());
        assertTrue(e.retryable());
        assertEquals(500, sink.size());
        never.countDown();
    }

    @Test
    void shouldGiveUpAServerThatTrickles() throws Exception {
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK", "Content-Length: " + LENGTH);
            for (byte b : file) {
                out.write(b);
                out.flush();
                Thread.sleep(5);
            }
        });
        HttpSettings.Limits limits = new HttpSettings.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), 100_000, Duration.ofMillis(300));
        try (HttpContentSource source = source(limits)) {
            assertEquals(Reason.STALLED, assertThrows(DeliveryException.class, () -> source.content(id, 0, new CollectingSink())).reason());
        }
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        CollectingSink sink = CollectingSink.failingAfter(100_000);
        DeliveryException e = refused(0, sink);
        assertEquals(Reason.SINK_FAILED, e.reason());
        assertTrue(e.getMessage().contains("No space left"), e.getMessage());
        assertTrue(sink.size() <= 100_000);
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        server.close();
        DeliveryException e = refused(0, new CollectingSink());
        assertEquals(Reason.UNREACHABLE, e.reason());
        assertTrue(e.retryable());
    }

    @Test
    void shouldCapDocuments() throws Exception {
        try (HttpContentSource source = source(PATIENT)) {
            assertArrayEquals(file, source.document("targets.json", LENGTH));
            assertEquals(Reason.TOO_LARGE, assertThrows(DeliveryException.class, () -> source.document("targets.json", LENGTH - 1)).reason());
            server.answerWith((request, out) -> {
                WebStub.head(out, "200 OK");
                for (int i = 0; i < 10_000; i++) {
                    out.write(file);
                }
            });
            assertEquals(Reason.TOO_LARGE, assertThrows(DeliveryException.class, () -> source.document("targets.json", LENGTH)).reason());
        }
    }

    @ParameterizedTest
    @CsvSource({"../secret", "/etc/passwd", "a//b", ".hidden", "a/../b", "a?b", "a%2e", "http://elsewhere/x", "''"})
    void shouldAskForPlainNamesOnly(String name) throws Exception {
        try (HttpContentSource source = source(PATIENT)) {
            assertThrows(IllegalArgumentException.class, () -> source.document(name, 10));
        }
        assertTrue(server.requests().isEmpty());
    }

    @Test
    void shouldFollowRedirectsWithinTheServerOnly() throws Exception {
        WebStub.Handler files = (request, out) -> WebStub.file(request, out, file);
        server.answerWith((request, out) -> {
            if (request.path().startsWith("/models")) {
                redirect(out, "/elsewhere/" + id.sha256());
            } else {
                files.answer(request, out);
            }
        });
        CollectingSink sink = new CollectingSink();
        try (HttpContentSource source = source(PATIENT)) {
            source.content(id, 0, sink);
        }
        assertEquals(LENGTH, sink.size());
        server.answerWith((request, out) -> redirect(out, request.path()));
        assertEquals(Reason.REFUSED, refused(0, new CollectingSink()).reason());
        assertEquals(2 + 4, server.requests().size(), "a loop ends after three redirects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: many", "Content-Length: 99999999999999999999", "Content-Length: -5"})
    void shouldSurviveALengthThatIsNone(String header) throws IOException {
        server.answerWith((request, out) -> {
            WebStub.head(out, "200 OK", header);
            out.write(file);
        });
        CollectingSink sink = new CollectingSink();
        try (HttpContentSource source = source(PATIENT)) {
            try {
                source.content(id, 0, sink);
                assertArrayEquals(file, sink.bytes());
            } catch (DeliveryException e) {
                assertTrue(sink.size() <= LENGTH, "refused in words, no fault of the program: " + e.getMessage());
            }
            assertThrows(DeliveryException.class, () -> source.document("timestamp.json", 100));
        }
    }

    @Test
    void shouldFollowToOtherHostsOnlyWhereAllowedAndWithoutTheSecret() throws Exception {
        try (WebStub other = new WebStub((request, out) -> WebStub.file(request, out, file))) {
            server.answerWith((request, out) -> redirect(out, other.url("/cdn/" + id.sha256())));
            assertEquals(Reason.REFUSED, refused(0, new CollectingSink()).reason());
            assertTrue(other.requests().isEmpty());
            HttpSettings settings = HttpSettings.of(server.url("/models")).withAuthorization("TargetToken secret").withOtherHosts("127.0.0.1");
            CollectingSink sink = new CollectingSink();
            try (HttpContentSource source = new HttpContentSource(settings)) {
                source.content(id, 1000, sink);
            }
            assertEquals(LENGTH - 1000, sink.size());
            assertEquals("TargetToken secret", server.requests().get(1).header("authorization"));
            assertEquals("", other.requests().get(0).header("authorization"));
            assertFalse(settings.toString().contains("secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "ftp://127.0.0.1/x", "''", "http://", "jar:file:/a!/b", "http://[::1/"})
    void shouldFollowNoOtherScheme(String location) throws Exception {
        server.answerWith((request, out) -> redirect(out, location));
        assertEquals(Reason.REFUSED, refused(0, new CollectingSink()).reason());
    }

    @ParameterizedTest
    @CsvSource({"mqtt://host", "host", "http://user:secret@host/", "http://host/?token=1", "http:///folder"})
    void shouldRefuseAddressesThatCannotBeMeant(String address) {
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.of(address));
    }

    private static void redirect(OutputStream out, String location) throws IOException {
        WebStub.reply(out, "302 Found", new byte[0], "Location: " + location);
    }
}
