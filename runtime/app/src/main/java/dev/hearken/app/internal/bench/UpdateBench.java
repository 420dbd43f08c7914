package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.cli.ExitCode;
import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.Subscriber;
import dev.hearken.app.internal.serve.RepositoryServer;
import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.LocalBroker;
import dev.hearken.hub.PahoHub;
import dev.hearken.update.RefusedException;
import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.UpdateHint;
import dev.hearken.update.UpdateHints;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An update from the message that there is one to "confirmed", on a running daemon that listens to a quiet room: the pack over HTTP on
 * loopback, a soak of 10 s; once with both sets of models side by side, once with the old ones closed first.
 */
public final class UpdateBench {

    private static final String SITE = "bench";
    private static final int SOAK_SECONDS = 10;
    private static final int QUIET_SECONDS = 600;
    private static final long PATIENCE_SECONDS = 300;
    private static final long SETTLE_SECONDS = 3;
    /** Metrics are told once a minute. */
    private static final long METRICS_SECONDS = 90;
    /** What a pack states that has room on this machine, and one that has on none. */
    private static final int LITTLE_MIB = 300;
    private static final int ENDLESS_MIB = 1 << 20;
    private static final double ROOM_NOISE = 25;
    private static final List<String> ENDS = List.of("confirmed", "rolled-back", "refused");

    private final Configuration configuration;

    public UpdateBench(Configuration configuration) {
        this.configuration = configuration;
    }

    /** @throws FailedStep if an update is not confirmed */
    public JsonObject measure(SpeakerBench.Progress progress) throws IOException, InterruptedException {
        Path launcher = SpeakerBench.launcher();
        Path folder = Files.createTempDirectory("hearken-bench-update");
        try (EventLoop loop = new EventLoop()) {
            BenchRepository repository = new BenchRepository(folder, configuration.models());
            RepositoryServer server = got(RepositoryServer.start(loop.vertx(), new RepositoryFolder(repository.folder()), "127.0.0.1", 0));
            LocalBroker broker = got(LocalBroker.start(loop.vertx(), LocalBroker.Options.LOOPBACK));
            Path settings = Files.writeString(folder.resolve("hearken.yaml"), "state-folder: " + folder.resolve("state") + "\nupdates:\n  source: http://127.0.0.1:"
                + server.port() + "\n  root-file: " + repository.root() + "\n  soak-hours: " + SOAK_SECONDS / 3600.0 + "\n");
            List<String> arguments = List.of("--config", settings.toString(), "--input", quietRoom(folder).toString(), "--output", folder.resolve("out.wav").toString(),
                "--broker", broker.url(), "--site", SITE, "--pack", configuration.models().pack());
            try (Subscriber home = new Subscriber(broker.url(), SITE); HubPort publisher = new PahoHub(HubSettings.of(broker.url(), "bench-publisher"));
                 Daemon daemon = new Daemon(launcher, arguments)) {
                home.connect(PATIENCE_SECONDS);
                publisher.start();
                daemon.secondsToListening(PATIENCE_SECONDS);
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                JsonObject figures = new JsonObject().put("packBytes", repository.bytes()).put("soakSeconds", SOAK_SECONDS).put("lostBefore", lost(home));
                figures.put("sideBySide", new Run(home, publisher, daemon).measure(repository.publish("1", LITTLE_MIB)));
                progress.update(1, 2);
                figures.put("oneAfterTheOther", new Run(home, publisher, daemon).measure(repository.publish("2", ENDLESS_MIB)));
                progress.update(2, 2);
                return figures.put("lostInAll", lost(home));
            } finally {
                broker.close();
                server.close();
            }
        } catch (RefusedException | ExecutionException | TimeoutException e) {
            throw new FailedStep(ExitCode.FAILED, "the update could not be measured: " + e.getMessage(), e);
        } finally {
            SpeakerBench.delete(folder);
        }
    }

    private static <T> T got(io.vertx.core.Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** One update. */
    private record Run(Subscriber home, HubPort publisher, Daemon daemon) {

        JsonObject measure(String occasion) throws InterruptedException {
            int before = home.arrivals().size();
            MemoryWatch memory = new MemoryWatch(daemon.probe(), daemon.pid());
            long pushed = System.nanoTime();
            publisher.publish(UpdateHints.toEverybody(new UpdateHint(occasion, "")));
            Map<String, Long> stages = new LinkedHashMap<>();
            long deadline = pushed + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (stages.keySet().stream().noneMatch(ENDS::contains)) {
                if (System.nanoTime() > deadline) {
                    throw new FailedStep(ExitCode.FAILED, "the update came no further than " + stages.keySet());
                }
                memory.look(stages.containsKey("activate") && !stages.containsKey("soak"));
                TimeUnit.MILLISECONDS.sleep(10);
                home.arrivals().stream().skip(before).filter(arrival -> arrival.kind().equals("stage"))
                    .forEach(arrival -> stages.putIfAbsent(arrival.body(), arrival.nanos()));
            }
            if (!stages.containsKey("confirmed")) {
                throw new FailedStep(ExitCode.FAILED, "the update was not confirmed: " + home.arrivals().stream().filter(a -> a.kind().equals("update")).reduce((a, b) -> b)
                    .map(Subscriber.Arrival::body).orElse(""));
            }
            JsonObject seconds = new JsonObject();
            stages.forEach((stage, nanos) -> seconds.put(stage, (nanos - pushed) / 1e9));
            return new JsonObject().put("pushToConfirmedSeconds", (stages.get("confirmed") - pushed) / 1e9).put("secondsToStage", seconds).mergeIn(memory.figures());
        }
    }

    private static JsonObject lost(Subscriber home) throws InterruptedException {
        int before = home.arrivals().size();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(METRICS_SECONDS);
        while (System.nanoTime() < deadline) {
            for (Subscriber.Arrival arrival : home.arrivals().subList(before, home.arrivals().size())) {
                // A machine that is too busy loses sound without any update: what was lost before is told, too.
                if (arrival.kind().equals("metrics")) {
                    JsonObject metrics = new JsonObject(arrival.body());
                    return new JsonObject().put("framesDropped", metrics.getLong("framesDropped")).put("frontEndGaps", metrics.getLong("frontEndGaps"));
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new FailedStep(ExitCode.FAILED, "the daemon told no metrics");
    }

    private static Path quietRoom(Path folder) {
        short[] pcm = new short[AudioFormat.SPEECH.sampleRate() * QUIET_SECONDS];
        Random random = new Random(3);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(ROOM_NOISE * random.nextGaussian());
        }
        Path file = folder.resolve("room.wav");
        AudioFiles.write(file, pcm, AudioFormat.SPEECH);
        return file;
    }
}
