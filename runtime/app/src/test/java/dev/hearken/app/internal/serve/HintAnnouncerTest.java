package dev.hearken.app.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.MemoryHub;
import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.UpdateHint;
import dev.hearken.update.UpdateHints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HintAnnouncerTest {

    private static final long LIMIT_SECONDS = 20;

    private final EventLoop loop = new EventLoop();
    private final MemoryHub hub = new MemoryHub();
    private final LinkedBlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    @TempDir
    private Path folder;

    @BeforeEach
    void catchMessages() {
        hub.carryBy(sent::add);
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void shouldTellEachPublicationOnceAndOnlyWhenConnected() throws Exception {
        HintAnnouncer announcer = new HintAnnouncer(loop.vertx(), new RepositoryFolder(folder), hub, id -> { });
        hub.phase(HubPort.State.Phase.CONNECTING);
        Files.writeString(folder.resolve("stable" + HintAnnouncer.NEWEST), "{\"version\":1}");
        look(announcer);
        hub.phase(HubPort.State.Phase.CONNECTED);
        look(announcer);
        look(announcer);
        Message first = sent.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(UpdateHints.EVERYBODY, first.topic());
        assertEquals(false, first.retain());
        look(announcer);
        assertNull(sent.poll(), "told once");
        Files.writeString(folder.resolve("stable" + HintAnnouncer.NEWEST), "{\"version\":2}");
        look(announcer);
        Message second = sent.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        String id = UpdateHint.parse(second.payload()).orElseThrow().deploymentId();
        assertEquals(64, id.length());
        assertEquals("stable", UpdateHint.parse(second.payload()).orElseThrow().channel());
        assertTrue(!id.equals(UpdateHint.parse(first.payload()).orElseThrow().deploymentId()));
    }

    /** One look, and whatever it started, to its end: the worker's queue is one thread long. */
    private void look(HintAnnouncer announcer) throws Exception {
        announcer.look();
        loop.vertx().executeBlocking(() -> true, true).toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
