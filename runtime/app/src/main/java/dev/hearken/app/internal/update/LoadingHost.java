package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.update.HealthReading;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.ReleaseHost;
import java.nio.file.Path;
import java.util.Optional;

/** Stands for the speaker where none runs: loads a release with all its networks, and lets go of it. */
public final class LoadingHost implements ReleaseHost {

    private final Configuration configuration;
    private final Path updates;

    public LoadingHost(Configuration configuration, Path updates) {
        this.configuration = configuration;
        this.updates = updates;
    }

    @Override
    public Optional<String> adopt(Optional<InstalledRelease> release) {
        Configuration.Models pack = ReleasePaths.models(configuration.models(), release, updates);
        try (ModelSet models = ModelSet.open(pack);
             SpeechRecognizer recognizer = models.speech().recognizer(configuration.listening());
             WakeWordDetector detector = models.speech().wakeWordDetector(configuration.wake().phrases(), configuration.wake().detector())) {
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public HealthReading health() {
        return HealthReading.NONE;
    }
}
