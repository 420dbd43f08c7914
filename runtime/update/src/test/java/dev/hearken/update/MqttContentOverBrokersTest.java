package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.LocalBroker;
import dev.hearken.hub.Mosquitto;
import dev.hearken.hub.PahoHub;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same transfer through the broker inside the process and through a real mosquitto. */
class MqttContentOverBrokersTest {

    private static final long LIMIT_SECONDS = 20;

    @TempDir
    private Path folder;

    @Test
    void shouldCarryDocumentsAndFilesThroughTheBrokerInside() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            LocalBroker broker = LocalBroker.start(vertx, LocalBroker.Options.LOOPBACK).toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            carry(broker.url());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldCarryDocumentsAndFilesThroughMosquitto() throws Exception {
        Path broker = Files.createDirectory(folder.resolve("broker"));
        try (Mosquitto mosquitto = Mosquitto.start(broker, "mqtt", "allow_anonymous true")) {
            carry(mosquitto.url());
        }
    }

    private void carry(String url) throws Exception {
        byte[] file = new byte[3_000_000];
        new Random(5).nextBytes(file);
        ContentId id = new ContentId(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)), file.length);
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Files.createDirectories(repository.resolve("content"));
        Files.write(repository.resolve(id.path()), file);
        Files.writeString(repository.resolve("timestamp.json"), "{}");
        try (HubPort home = hub(url, "home"); HubPort speaker = hub(url, "kitchen");
             MqttContentServer server = new MqttContentServer(home, new RepositoryFolder(repository));
             MqttContentSource source = new MqttContentSource(speaker, "kitchen", MqttContentSource.Patience.DEFAULT)) {
            server.start();
            assertEquals("{}", new String(source.document("timestamp.json", 10), StandardCharsets.UTF_8));
            CollectingSink first = CollectingSink.stoppingAfter(1_000_000);
            source.content(id, 0, first);
            CollectingSink second = new CollectingSink();
            source.content(id, first.size(), second);
            assertTrue(first.size() < file.length);
            byte[] whole = java.util.Arrays.copyOf(first.bytes(), file.length);
            System.arraycopy(second.bytes(), 0, whole, first.size(), second.size());
            assertArrayEquals(file, whole);
            hint(home, speaker);
        }
    }

    private static void hint(HubPort home, HubPort speaker) throws InterruptedException {
        SynchronousQueue<UpdateHint> heard = new SynchronousQueue<>();
        UpdateHints hints = new UpdateHints("kitchen", "stable");
        hints.onHint(hint -> {
            try {
                heard.offer(hint, LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        hints.subscribe(speaker);
        UpdateHint hint = new UpdateHint("d-1", "stable");
        UpdateHint received = null;
        for (int i = 0; i < LIMIT_SECONDS && received == null; i++) {   // until the subscription stands
            home.publish(UpdateHints.toEverybody(hint));
            received = heard.poll(1, TimeUnit.SECONDS);
        }
        assertEquals(hint, received);
    }

    private static HubPort hub(String url, String name) throws InterruptedException {
        PahoHub hub = new PahoHub(HubSettings.of(url, name));
        CountDownLatch connected = new CountDownLatch(1);
        hub.onState(state -> {
            if (state.phase() == HubPort.State.Phase.CONNECTED) {
                connected.countDown();
            }
        });
        hub.start();
        assertTrue(connected.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        return hub;
    }
}
