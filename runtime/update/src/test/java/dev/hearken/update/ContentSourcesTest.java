package dev.hearken.update;

import dev.hearken.hub.HubPort;
import dev.hearken.update.internal.mqtt.ChunkAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** The contract over every way of delivery. */
class ContentSourcesTest {

    @Nested
    class Folder extends ContentSourceContract {
        @Override
        ContentSource open(Path folder) {
            return new FolderSource(folder);
        }
    }

    @Nested
    class Http extends ContentSourceContract {
        private @Nullable WebStub server;

        @Override
        ContentSource open(Path folder) throws IOException {
            RepositoryFolder repository = new RepositoryFolder(folder);
            WebStub web = new WebStub((request, out) -> {
                Optional<Path> file = repository.file(request.path().substring(1));
                if (file.isPresent()) {
                    WebStub.file(request, out, Files.readAllBytes(file.get()));
                } else {
                    WebStub.reply(out, "404 Not Found", new byte[0]);
                }
            });
            server = web;
            return new HttpContentSource(HttpSettings.of(web.url("/")));
        }

        @AfterEach
        void stop() throws IOException {
            if (server != null) {
                server.close();
            }
        }
    }

    @Nested
    class Mqtt extends ContentSourceContract {
        @Override
        ContentSource open(Path folder) throws IOException {
            LoopHub hub = new LoopHub();
            ChunkAnswers answers = new ChunkAnswers(new RepositoryFolder(folder));
            hub.carryBy(request -> answers.to(new HubPort.Received(request.topic(), request.payload(), 1, false))
                .forEach(answer -> hub.deliver(answer.topic(), answer.payload(), false)));
            return new MqttContentSource(hub, "kitchen", new MqttContentSource.Patience(Duration.ofMillis(50), 2));
        }
    }

    @Nested
    class Paced extends ContentSourceContract {
        private long now;

        @Override
        ContentSource open(Path folder) {
            return new PacedSource(new FolderSource(folder), 10_000, QuietHours.NONE, () -> Publisher.NOW.atZone(ZoneOffset.UTC), () -> now, nanos -> now += nanos);
        }
    }

    @Nested
    class Delta extends ContentSourceContract {
        @TempDir
        private Path work;

        /** With a patch from a file of the same length that the board has. */
        @Override
        ContentSource open(Path folder) throws IOException {
            Path young;
            try (var files = Files.list(folder.resolve("content"))) {
                young = files.filter(file -> file.toFile().length() > 0).findFirst().orElseThrow();
            }
            byte[] old = Files.readAllBytes(young);
            old[1000]++;
            Path held = Files.write(work.resolve("old"), old);
            new PatchPublisher(folder).add(held, young);
            String hash = Digests.sha256(old);
            return new DeltaSource(new FolderSource(folder), wanted -> wanted.equals(hash) ? Optional.of(held) : Optional.empty(), work, 1 << 24);
        }
    }
}
