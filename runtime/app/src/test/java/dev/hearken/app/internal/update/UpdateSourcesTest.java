package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.serve.RepositoryServer;
import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.app.internal.speaker.FakeHub;
import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.Digests;
import dev.hearken.update.Hint;
import dev.hearken.update.PatchPublisher;
import dev.hearken.update.RepositoryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateSourcesTest {

    private final FakeHub hub = new FakeHub();
    private final List<Hint> looks = new ArrayList<>();
    @TempDir
    private Path folder;

    private UpdateSources sources(String updates) throws IOException {
        Path root = Files.writeString(folder.resolve("root.json"), "{}");
        Path file = Files.writeString(folder.resolve("hearken.yaml"), "state-folder: " + folder.resolve("state") + "\nupdates:\n  root-file: " + root + "\n" + updates);
        Configuration configuration = new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.of(file), Optional.empty(), List.of()).load();
        return new UpdateSources(configuration, () -> folder.resolve("pack"), Map::of);
    }

    private static byte[] read(ContentSource source, ContentId id) throws DeliveryException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        source.content(id, 0, bytes -> {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            kept.writeBytes(copy);
            return true;
        });
        return kept.toByteArray();
    }

    @Test
    void shouldLookAtHintsOfItsChannelOnly() throws IOException {
        try (UpdateSources sources = sources("  source: " + folder + "\n")) {
            sources.attach(hub, looks::add);
            hub.receive("update/hint", "{\"deploymentId\":\"old\"}", true);
            hub.receive("update/hint", "{\"deploymentId\":\"other\",\"channel\":\"beta\"}", false);
            assertEquals(List.of(), looks);
        }
        try (UpdateSources sources = sources("  source: " + folder + "\n")) {
            sources.attach(hub, looks::add);
            hub.receive("update/hint", "{\"deploymentId\":\"new\",\"channel\":\"stable\"}", false);
            assertEquals(List.of(new Hint("new", false)), looks);
        }
    }

    @Test
    void shouldFetchOverHttpPacedAndPatchedByTheFilesOfThePackInUse() throws Exception {
        byte[] old = new byte[300_000];
        new Random(3).nextBytes(old);
        byte[] young = old.clone();
        young[7]++;
        Files.createDirectories(folder.resolve("pack/weights"));
        Path held = Files.write(folder.resolve("pack/weights/model.onnx"), old);
        Path repository = Files.createDirectories(folder.resolve("repository"));
        assertTrue(new PatchPublisher(repository).add(held, Files.write(folder.resolve("young"), young)).kept());
        ContentId id = new ContentId(Digests.sha256(young), young.length);
        Files.write(repository.resolve(id.path()), young);
        try (EventLoop loop = new EventLoop()) {
            RepositoryServer server = RepositoryServer.start(loop.vertx(), new RepositoryFolder(repository), "127.0.0.1", 0)
                .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            try (UpdateSources sources = sources("  source: http://127.0.0.1:" + server.port() + "\n  kilobytes-per-second: 1000\n"); ContentSource source = sources.open()) {
                assertEquals(Digests.sha256(young), Digests.sha256(read(source, id)));
                assertTrue(server.bytesServed() < 10_000, "a patch came, not the file: " + server.bytesServed());
            }
        }
    }

    @Test
    void shouldTakeChunksOverTheSpeakersOwnConnection() throws IOException {
        try (UpdateSources sources = sources("  source: broker\n")) {
            assertThrows(IllegalStateException.class, sources::open);
            sources.attach(hub, looks::add);
            assertEquals("hearken/default/update/chunk", sources.open().name());
        }
    }

    @Test
    void shouldSayWhatIsWrongWithASource() throws IOException {
        assertTrue(problem("  source: hawkbit:https://fleet.example\n").contains("token-file"));
        assertTrue(problem("  source: hawkbit:fleet.example\n  token-file: token\n").contains("http://HOST"));
        assertTrue(problem("  source: http://user:secret@host/\n").contains("password"));
        Path none = Files.writeString(folder.resolve("ca.pem"), "");
        assertTrue(problem("  source: https://host/\n  ca-file: " + none + "\n").contains("ca.pem"));
    }

    private String problem(String updates) {
        return assertThrows(ConfigurationException.class, () -> sources(updates)).getMessage();
    }

    @Test
    void shouldOfferNothingBeforeTheFleetsServerDoes() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        try (UpdateSources sources = sources("  source: hawkbit:http://127.0.0.1:9\n  token-file: " + token + "\n")) {
            assertTrue(sources.pushed());
            sources.attach(hub, looks::add);
            DeliveryException e = assertThrows(DeliveryException.class, () -> sources.open().document("stable.timestamp.json", 100));
            assertEquals(DeliveryException.Reason.NOT_FOUND, e.reason());
        }
    }

    @Test
    void shouldKnowTheFilesOfWhicheverPackIsInUse() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one/deep"));
        Path two = Files.createDirectories(folder.resolve("two"));
        Files.writeString(one.resolve("a"), "a");
        Files.writeString(two.resolve("b"), "b");
        List<Path> now = new ArrayList<>(List.of(one.getParent()));
        HeldFiles held = new HeldFiles(() -> now.get(0));
        String a = Digests.sha256("a".getBytes(StandardCharsets.US_ASCII));
        String b = Digests.sha256("b".getBytes(StandardCharsets.US_ASCII));
        assertEquals(Optional.of(one.resolve("a")), held.apply(a));
        assertEquals(Optional.empty(), held.apply(b));
        now.set(0, two);
        assertEquals(Optional.of(two.resolve("b")), held.apply(b));
        assertEquals(Optional.empty(), held.apply(a));
    }
}
