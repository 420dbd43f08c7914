package dev.hearken.app.internal.bench;

import dev.hearken.app.Hearken;
import dev.hearken.app.internal.cli.ExitCode;
import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.farfield.FrontEndCost;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the daemon costs that listens with four microphones, echo canceller, beam and direction; all in the configuration in which
 * it runs, since its compilers decide about it. The daemon is started by the launcher; the front end alone is measured in a process
 * with the daemon's own flags.
 */
public final class ArrayBench {

    private static final int WARM_SECONDS = 180;
    private static final int MEASURED_SECONDS = 60;
    private static final int PATIENCE_SECONDS = 30;
    private static final int STEPS = 4;

    private final Configuration configuration;

    public ArrayBench(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Figures of the front end alone, in this process. */
    public JsonObject alone() throws IOException {
        Path folder = Files.createTempDirectory("hearken-bench");
        try {
            return new FrontEndCost(new ArrayRoom(configuration, folder).scene()).measure();
        } finally {
            SpeakerBench.delete(folder);
        }
    }

    /** Figures of a daemon of its own, and of the front end alone with the daemon's flags. Takes six minutes. */
    public JsonObject measure(SpeakerBench.Progress progress) throws IOException, InterruptedException {
        Path launcher = SpeakerBench.launcher();
        Path folder = Files.createTempDirectory("hearken-bench");
        try {
            ArrayRoom room = new ArrayRoom(configuration, folder);
            Path recording = room.recording(PATIENCE_SECONDS + WARM_SECONDS + MEASURED_SECONDS + PATIENCE_SECONDS);
            progress.update(1, STEPS);
            List<String> arguments = List.of("--config", room.settings().toString(), "--input", recording.toString(),
                "--output", folder.resolve("daemon.wav").toString(), "--broker", "none", "--pack", configuration.models().pack());
            List<String> java;
            JsonObject figures = new JsonObject();
            try (Daemon daemon = new Daemon(launcher, arguments)) {
                figures.put("daemon", daemon(daemon, progress));
                java = daemon.java(Hearken.class.getName());
            }
            figures.put("frontEnd", alone(java, folder));
            progress.update(STEPS, STEPS);
            return figures;
        } finally {
            SpeakerBench.delete(folder);
        }
    }

    private static JsonObject daemon(Daemon daemon, SpeakerBench.Progress progress) throws InterruptedException {
        JsonObject figures = new JsonObject().put("startToListeningSeconds", daemon.secondsToListening(PATIENCE_SECONDS));
        ProcessProbe probe = daemon.probe();
        figures.put("startToListeningCpuSeconds", probe.cpuSeconds());
        progress.update(2, STEPS);
        TimeUnit.SECONDS.sleep(WARM_SECONDS);
        long began = System.nanoTime();
        double all = probe.cpuSeconds();
        double frontEnd = probe.cpuSeconds("hearken-front-end");
        TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        progress.update(3, STEPS);
        return figures.put("cpuSecondsPerAudioSecond", (probe.cpuSeconds() - all) / seconds)
            .put("ofItFrontEndAndNetworks", (probe.cpuSeconds("hearken-front-end") - frontEnd) / seconds)
            .put("residentMegabytes", probe.residentMegabytes()).put("peakResidentMegabytes", probe.peakResidentMegabytes());
    }

    private static JsonObject alone(List<String> java, Path folder) throws IOException, InterruptedException {
        Path json = folder.resolve("front-end.json");
        List<String> command = new java.util.ArrayList<>(java);
        command.addAll(List.of(Hearken.class.getName(), "bench", "front-end", "--grid", "cost", "--json", json.toString()));
        Path log = folder.resolve("front-end.log");
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        if (code != 0) {
            throw new FailedStep(ExitCode.FAILED, "the front end could not be measured with the daemon's flags: " + Files.readString(log).strip());
        }
        return new JsonObject(Files.readString(json));
    }
}
