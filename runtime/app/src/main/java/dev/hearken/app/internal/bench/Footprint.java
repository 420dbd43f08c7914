package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.cli.ExitCode;
import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.Demo;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.demo.Subscriber;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.hub.LocalBroker;
import dev.hearken.speech.SpeechSynthesizer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the daemon costs: time until it listens, memory once it has led a conversation (so that everything is loaded), and
 * processor time while it listens to a quiet room.
 */
final class Footprint {

    private static final int RATE = AudioFormat.SPEECH.sampleRate();
    private static final int QUIET_SECONDS = 20;
    /** After the reply: the last of it is spoken, compilers finish. */
    private static final int SETTLE_SECONDS = 6;
    private static final long PATIENCE_SECONDS = 30;
    /** About 60 dB below full scale. */
    private static final double ROOM_NOISE = 25;

    private final Configuration configuration;
    private final Path launcher;
    private final Path folder;

    Footprint(Configuration configuration, Path launcher, Path folder) {
        this.configuration = configuration;
        this.launcher = launcher;
        this.folder = folder;
    }

    JsonObject measure() throws InterruptedException {
        Path recording = recording();
        try (EventLoop loop = new EventLoop()) {
            LocalBroker broker = LocalBroker.start(loop.vertx(), LocalBroker.Options.LOOPBACK).toCompletionStage().toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try (Subscriber home = new Subscriber(broker.url(), "bench")) {
                home.connect(PATIENCE_SECONDS);
                return measure(recording, broker.url(), home);
            } finally {
                broker.close();
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new FailedStep(ExitCode.FAILED, "the broker for the measurement did not start: " + e.getMessage(), e);
        }
    }

    private JsonObject measure(Path recording, String broker, Subscriber home) throws InterruptedException {
        List<String> arguments = List.of("--input", recording.toString(), "--output", folder.resolve("daemon.wav").toString(), "--broker", broker,
            "--site", "bench", "--pack", configuration.models().pack());
        try (Daemon daemon = new Daemon(launcher, arguments)) {
            double startSeconds = daemon.secondsToListening(PATIENCE_SECONDS);
            awaitReply(home);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            ProcessProbe probe = daemon.probe();
            double cpuBefore = probe.cpuSeconds();
            long before = System.nanoTime();
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            double idle = (probe.cpuSeconds() - cpuBefore) / ((System.nanoTime() - before) / 1e9);
            return new JsonObject().put("startToListeningSeconds", startSeconds).put("residentMegabytes", probe.residentMegabytes())
                .put("peakResidentMegabytes", probe.peakResidentMegabytes()).put("idleCpuSecondsPerAudioSecond", idle);
        }
    }

    private static void awaitReply(Subscriber home) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (home.arrivals().stream().noneMatch(arrival -> arrival.kind().equals("reply"))) {
            if (System.nanoTime() > deadline) {
                throw new FailedStep(ExitCode.FAILED, "the daemon did not answer the recorded command; it published "
                    + home.arrivals().stream().map(Subscriber.Arrival::kind).toList());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** A spoken command and then a quiet room, long enough for everything that is measured. */
    private Path recording() {
        Path file = folder.resolve("daemon-input.wav");
        try (ModelSet models = ModelSet.open(configuration.models()); SpeechSynthesizer voice = models.speech().synthesizer()) {
            DemoRecording.make(voice, configuration.wake().phrases().get(0), Demo.command(configuration.language()), file);
        }
        short[] spoken = AudioFiles.read(file, AudioFormat.SPEECH);
        short[] all = Arrays.copyOf(spoken, spoken.length + RATE * (int) (QUIET_SECONDS + SETTLE_SECONDS + PATIENCE_SECONDS));
        Random random = new Random(3);
        for (int i = spoken.length; i < all.length; i++) {
            all[i] = (short) Math.round(ROOM_NOISE * random.nextGaussian());
        }
        AudioFiles.write(file, all, AudioFormat.SPEECH);
        return file;
    }
}
