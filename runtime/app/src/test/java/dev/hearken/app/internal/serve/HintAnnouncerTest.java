package dev.hearken.app.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.UpdateHint;
import dev.hearken.update.UpdateHints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HintAnnouncerTest {

    private static final long LIMIT_SECONDS = 20;

    private final EventLoop loop = new EventLoop();
    private final CatchingHub hub = new CatchingHub();
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void shouldTellEachPublicationOnceAndOnlyWhenConnected() throws Exception {
        HintAnnouncer announcer = new HintAnnouncer(loop.vertx(), new RepositoryFolder(folder), hub, id -> { });
        hub.phase = HubPort.State.Phase.CONNECTING;
        Files.writeString(folder.resolve("stable" + HintAnnouncer.NEWEST), "{\"version\":1}");
        look(announcer);
        hub.phase = HubPort.State.Phase.CONNECTED;
        look(announcer);
        look(announcer);
        Message first = hub.sent.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(UpdateHints.EVERYBODY, first.topic());
        assertEquals(false, first.retain());
        look(announcer);
        assertNull(hub.sent.poll(), "told once");
        Files.writeString(folder.resolve("stable" + HintAnnouncer.NEWEST), "{\"version\":2}");
        look(announcer);
        Message second = hub.sent.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
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

    private static final class CatchingHub implements HubPort {
        private final LinkedBlockingQueue<Message> sent = new LinkedBlockingQueue<>();
        private volatile State.Phase phase = State.Phase.STOPPED;

        @Override
        public void start() {
            phase = State.Phase.CONNECTED;
        }

        @Override
        public void publish(Message message) {
            sent.add(message);
        }

        @Override
        public void subscribe(String topicFilter, int qos, Consumer<Received> handler) {
            // Nothing comes.
        }

        @Override
        public State state() {
            return new State(phase, "caught");
        }

        @Override
        public void onState(Consumer<State> listener) {
            // Tests set it by hand.
        }

        @Override
        public void close() {
            phase = State.Phase.STOPPED;
        }
    }
}
