package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.cli.ExitCode;
import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.homeassistant.Announcement;
import dev.hearken.app.internal.homeassistant.Discovery;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.LocalBroker;
import dev.hearken.hub.PahoHub;
import dev.hearken.hub.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long it takes to publish many retained discovery messages again when Home Assistant has come up, over a broker on loopback. */
public final class RetainedBurst {

    private static final int DEVICES = 200;
    private static final int ROUNDS = 20;
    private static final long PATIENCE_SECONDS = 20;

    /** @throws FailedStep if not every message arrives */
    public JsonObject measure() throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            LocalBroker broker = LocalBroker.start(vertx, LocalBroker.Options.LOOPBACK).toCompletionStage().toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return measure(broker.url());
        } catch (ExecutionException | TimeoutException e) {
            throw new FailedStep(ExitCode.FAILED, "no broker for the measurement: " + e.getMessage(), e);
        } finally {
            vertx.close();
        }
    }

    private static JsonObject measure(String url) throws InterruptedException {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Semaphore complete = new Semaphore(0);
        try (HubPort home = new PahoHub(HubSettings.of(url, "bench-home")); HubPort speaker = new PahoHub(HubSettings.of(url, "bench-speaker"))) {
            CountDownLatch connected = new CountDownLatch(2);
            for (HubPort port : List.of(home, speaker)) {
                port.onState(state -> {
                    if (state.phase() == HubPort.State.Phase.CONNECTED) {
                        connected.countDown();
                    }
                });
            }
            home.subscribe("homeassistant/device/+/config", 1, message -> {
                if (seen.add(message.topic()) && seen.size() == DEVICES) {
                    complete.release();
                }
            });
            List<Announcement> devices = devices(speaker);
            home.start();
            speaker.start();
            if (!connected.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new FailedStep(ExitCode.FAILED, "no connection to the broker of the measurement");
            }
            devices.forEach(Announcement::begin);
            List<Double> millis = new ArrayList<>();
            long started = System.nanoTime();
            for (int round = 0; round <= ROUNDS; round++) {
                if (!complete.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new FailedStep(ExitCode.FAILED, "only " + seen.size() + " of " + DEVICES + " retained messages arrived");
                }
                if (round > 0) {
                    millis.add((System.nanoTime() - started) / 1e6);
                }
                seen.clear();
                started = System.nanoTime();
                home.publish(new Message("homeassistant/status", "online".getBytes(StandardCharsets.UTF_8), 1, false, Duration.ZERO, Message.Urgency.EVENT));
            }
            return new JsonObject().put("retainedMessages", DEVICES).put("rounds", ROUNDS).put("republishedMs", Latencies.percentiles(millis));
        }
    }

    private static List<Announcement> devices(HubPort speaker) {
        List<Announcement> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            Topics topics = new Topics("room" + i);
            devices.add(new Announcement(speaker, "homeassistant", topics.siteId(), Discovery.message(topics,
                new Discovery.Device("Room " + i, "bench", List.of("computer"), List.of("en"), List.of("HassTurnOn", "HassTurnOff"), Optional.empty()))));
        }
        return devices;
    }
}
