package dev.hearken.app.internal.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.update.ContentId;
import dev.hearken.update.HttpContentSource;
import dev.hearken.update.HttpSettings;
import dev.hearken.update.RepositoryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryServerTest {

    private static final int LENGTH = 300_000;

    private final byte[] file = new byte[LENGTH];
    private final EventLoop loop = new EventLoop();
    @TempDir
    private Path folder;
    private ContentId id;
    private RepositoryServer server;

    @BeforeEach
    void start() throws Exception {
        new Random(2).nextBytes(file);
        id = new ContentId(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)), LENGTH);
        Files.createDirectories(folder.resolve("published/content"));
        Files.write(folder.resolve("published").resolve(id.path()), file);
        Files.writeString(folder.resolve("published/timestamp.json"), "0123456789");
        Files.writeString(folder.resolve("published/empty.json"), "");
        Files.writeString(folder.resolve("published/.hidden.json"), "secret");
        Files.writeString(folder.resolve("published/key.pem"), "secret");
        Files.createDirectories(folder.resolve("published/drafts"));
        Files.writeString(folder.resolve("published/drafts/targets.json"), "secret");
        Files.writeString(folder.resolve("secret.json"), "secret");
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("published/link.json"), folder.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("published/out"), folder);
        server = RepositoryServer.start(loop.vertx(), new RepositoryFolder(folder.resolve("published")), "127.0.0.1", 0)
            .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    /** The answer to a request as it stands on the wire, without a client that would tidy it up. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((request + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void shouldServeASpeakersSourceWholeAndInPieces() throws Exception {
        try (HttpContentSource source = new HttpContentSource(HttpSettings.of("http://127.0.0.1:" + server.port()))) {
            assertEquals("0123456789", new String(source.document("timestamp.json", 10), StandardCharsets.US_ASCII));
            assertEquals(0, source.document("empty.json", 10).length);
            for (int offset : new int[] {0, 1, 123_456, LENGTH - 1}) {
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                source.content(id, offset, bytes -> {
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    kept.writeBytes(copy);
                    return true;
                });
                assertArrayEquals(Arrays.copyOfRange(file, offset, LENGTH), kept.toByteArray());
            }
        }
        assertTrue(server.bytesServed() > LENGTH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bytes=0-3 | 206 | bytes 0-3/10 | 0123", "bytes=7- | 206 | bytes 7-9/10 | 789", "bytes=-2 | 206 | bytes 8-9/10 | 89", "bytes=5-99 | 206 | bytes 5-9/10 | 56789",
        "bytes=10- | 416 | bytes */10 | ''", "bytes=-0 | 416 | bytes */10 | ''", "bytes=0- | 200 | '' | 0123456789", "bytes=-99 | 200 | '' | 0123456789",
        "bytes=3-1 | 200 | '' | 0123456789", "bytes=1-2,4-5 | 200 | '' | 0123456789", "bytes=- | 200 | '' | 0123456789", "lines=1-2 | 200 | '' | 0123456789",
        "bytes=99999999999999999999- | 200 | '' | 0123456789"})
    void shouldAnswerRanges(String range, int status, String contentRange, String body) throws IOException {
        String answer = raw("GET /timestamp.json HTTP/1.1\r\nRange: " + range);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertEquals(!contentRange.isEmpty(), answer.toLowerCase().contains("content-range: " + contentRange), answer);
        assertTrue(answer.endsWith("\r\n\r\n" + body), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/..", "/../secret", "/%2e%2e/secret", "/..%2fsecret", "/link.json", "/out/secret.json", "/drafts/targets.json", "/key.pem", "/.hidden.json", "//timestamp.json", "/content", "/content/",
        "/timestamp.json/", "/timestamp.json/x", "/content/../timestamp.json", "/no.json", "/timestamp.json%00", "/%74imestamp.json"})
    void shouldGiveNothingButPlainFiles(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1");
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
        assertTrue(!answer.contains("secret"), answer);
    }

    @Test
    void shouldOnlyReadAndTellHeads() throws IOException {
        assertTrue(raw("PUT /timestamp.json HTTP/1.1\r\nContent-Length: 0").startsWith("HTTP/1.1 405 "));
        assertTrue(raw("DELETE /timestamp.json HTTP/1.1").startsWith("HTTP/1.1 405 "));
        String head = raw("HEAD /timestamp.json HTTP/1.1").toLowerCase();
        assertTrue(head.contains("content-length: 10") && head.endsWith("\r\n\r\n") && head.contains("cache-control: no-cache"), head);
        assertTrue(raw("HEAD /" + id.path() + " HTTP/1.1").contains("immutable"));
    }

    @Test
    void shouldRefuseEndlessHeads() throws IOException {
        String line = raw("GET /" + "x".repeat(5000) + " HTTP/1.1");
        assertTrue(line.contains(" 414 "), line);
        String head = raw("GET /timestamp.json HTTP/1.1\r\nX: " + "x".repeat(20_000));
        assertTrue(head.contains(" 431 "), head);
    }
}
