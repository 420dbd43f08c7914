package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.cli.ExitCode;
import dev.hearken.app.internal.cli.FailedStep;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.Demo;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** All figures of {@code hearken bench}. */
public final class SpeakerBench {

    /** Told after each step. */
    public interface Progress {
        void update(long done, long all);
    }

    private final Configuration configuration;
    private final Optional<Path> wav;
    private final int conversations;

    /**
     * @param wav           wake word and command; else one is made by the pack's own voice
     * @param conversations how many latencies are taken from
     */
    public SpeakerBench(Configuration configuration, Optional<Path> wav, int conversations) {
        this.configuration = configuration;
        this.wav = wav;
        this.conversations = conversations;
    }

    public JsonObject measure(Progress progress) throws IOException, InterruptedException {
        Path launcher = launcher();
        Path folder = Files.createTempDirectory("hearken-bench");
        try {
            JsonObject figures = new Footprint(configuration, launcher, folder).measure();
            progress.update(1, conversations + 1L);
            Latencies latencies = new Latencies();
            for (int i = 0; i < conversations; i++) {
                latencies.add(new Demo(configuration, folder, wav).run());
                progress.update(i + 2L, conversations + 1L);
            }
            return figures.mergeIn(latencies.figures());
        } finally {
            delete(folder);
        }
    }

    /** @throws FailedStep if there is none */
    static Path launcher() {
        Path launcher = Path.of(System.getProperty("hearken.home", "."), "hearken");
        if (!Files.isExecutable(launcher)) {
            throw new FailedStep(ExitCode.FAILED, "bench starts the daemon by the launcher, and there is none at " + launcher);
        }
        return launcher;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
