package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.models.api.Fallback;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.update.HealthReading;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.ReleaseHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stands for the speaker where none runs: loads a release with all its networks, and lets go of it. */
public final class LoadingHost implements ReleaseHost {

    private final Configuration configuration;
    private final Path updates;
    private Optional<InstalledRelease> inUse = Optional.empty();

    public LoadingHost(Configuration configuration, Path updates) {
        this.configuration = configuration;
        this.updates = updates;
    }

    /** @param release in use from the beginning; empty = what shipped */
    public void started(Optional<InstalledRelease> release) {
        inUse = release;
    }

    @Override
    public Optional<String> adopt(Optional<InstalledRelease> release) {
        try {
            load(release);
            inUse = release;
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Where the models in use run, found out by loading them. */
    public ModelPlaces places() {
        return load(inUse);
    }

    private ModelPlaces load(Optional<InstalledRelease> release) {
        List<Fallback> elsewhere = new ArrayList<>();
        try (ModelSet models = ModelSet.open(ReleasePaths.models(configuration.models(), release, updates), elsewhere::add);
             SpeechRecognizer recognizer = models.speech().recognizer(configuration.listening());
             WakeWordDetector detector = models.speech().wakeWordDetector(configuration.wake().phrases(), configuration.wake().detector())) {
            return models.places(elsewhere);
        }
    }

    @Override
    public HealthReading health() {
        return HealthReading.NONE;
    }
}
