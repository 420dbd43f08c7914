package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.WebStub.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of a download, of a real process with real files. */
class KilledDownloadTest {

    private static final int LENGTH = 4_000_000;
    private static final long LIMIT_SECONDS = 60;

    private final Publisher publisher = new Publisher();
    @TempDir
    private Path folder;

    @Test
    void shouldGoOnBehindTheLastByteAfterEachKill() throws Exception {
        byte[] model = new byte[LENGTH];
        new Random(8).nextBytes(model);
        publisher.publish(publisher.pack("2", model));
        Path root = Files.write(folder.resolve("root.json"), publisher.pinned());
        try (WebStub server = new WebStub(this::answer)) {
            List<Long> held = new ArrayList<>();
            for (long at : new long[] {LENGTH / 5, LENGTH / 2, LENGTH * 4L / 5}) {
                Process program = start(root, server);
                while (part() < at && program.isAlive()) {
                    Thread.sleep(2);
                }
                assertTrue(program.isAlive(), "killed on the way, not at its end");
                program.destroyForcibly();
                assertTrue(program.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
                held.add(part());
            }
            Process program = start(root, server);
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(program.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertTrue(said.contains("Confirmed["), said);
            String name = Digests.sha256(model);
            List<String> ranges = server.requests().stream().filter(request -> request.path().endsWith(name)).map(request -> request.header("Range")).toList();
            // A fast machine may have written the last byte before the kill: then there is nothing left to ask for.
            List<String> wanted = Stream.concat(Stream.of(""), held.stream().filter(bytes -> bytes < LENGTH).map(bytes -> "bytes=" + bytes + "-")).toList();
            assertEquals(wanted, ranges);
        }
    }

    private void answer(Request request, OutputStream out) throws IOException {
        String name = request.path().substring(1);
        byte[] bytes = name.startsWith("content/") ? publisher.contents.get(name.substring("content/".length())) : publisher.documents.get(name);
        if (bytes == null) {
            WebStub.reply(out, "404 Not Found", new byte[0]);
        } else {
            WebStub.file(request, out, bytes);
        }
    }

    private Process start(Path root, WebStub server) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), DownloadProgram.class.getName(), folder.resolve("updates").toString(), root.toString(), server.url("/"))
            .redirectError(folder.resolve("program.log").toFile()).start();
    }

    /** Bytes of the model that are on the disk. */
    private long part() throws IOException {
        Path updates = folder.resolve("updates");
        if (!Files.exists(updates)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(updates)) {
            return files.filter(file -> file.getFileName().toString().equals("model.onnx.part")).mapToLong(KilledDownloadTest::size).max().orElse(0);
        } catch (UncheckedIOException e) {
            return 0;   // A file went away while the folder was read.
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
