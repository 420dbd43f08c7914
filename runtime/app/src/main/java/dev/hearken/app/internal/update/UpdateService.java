package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.model.FallbackJournal;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.speaker.LoadedSpeech;
import dev.hearken.app.internal.speaker.Speaker;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.hub.HubPort;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.BuildTime;
import dev.hearken.update.HealthReading;
import dev.hearken.update.Hint;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.RefusedException;
import dev.hearken.update.ReleaseHost;
import dev.hearken.update.SoakRules;
import dev.hearken.update.Surroundings;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a running speaker up to date, on a thread of its own: opens what the last run left, loads new models beside the old ones, and
 * lets the speaker go over in a pause. Without a configured source it opens the configured models and does nothing else.
 */
public final class UpdateService implements ReleaseHost, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateService.class);
    private static final Duration SELF_TEST = Duration.ofMinutes(10);
    /** Between two looks by itself, where a server says when to look. */
    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final long HANDOVER_SECONDS = 180;
    private static final long STEP_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 3000;

    private final Function<List<Path>, Configuration> load;
    private final Path folder;
    private final HealthCount health = new HealthCount();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::keepUpToDate, "hearken-update");
    private final @Nullable UpdateSources sources;
    private final @Nullable Updater updater;
    private Optional<InstalledRelease> installed = Optional.empty();
    /** Changed by the updater's thread; read by the fleet device's, too. */
    private volatile Configuration configuration;
    private final FallbackJournal journal;
    private ModelSet models;

    /** Set by {@link #attach} before the thread starts. */
    private @Nullable Speaker speaker;
    private UpdateObserver messages = event -> { };

    /**
     * Finds out what is in use and opens it. If a release cannot be loaded, what shipped is; the speaker always starts.
     *
     * @param load         the configuration with the settings of a release, whose files are given
     * @param childOptions for {@code hearken models self-test}
     * @throws ConfigurationException if the root or the folder cannot be used
     */
    public UpdateService(Function<List<Path>, Configuration> load, List<String> childOptions) {
        this.load = load;
        Configuration plain = load.apply(List.of());
        folder = plain.stateFolder().resolve("updates");
        journal = new FallbackJournal(plain.stateFolder(), Clock.systemUTC());
        journal.clear();
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        sources = plain.updates().source().isEmpty() ? null : new UpdateSources(plain, () -> models().pack().folder(), this::attributes);
        Optional<Updater> opened = Optional.ofNullable(sources).map(from -> open(plain, from, childOptions));
        updater = opened.orElse(null);
        installed = opened.flatMap(Updater::start);
        configuration = plain;
        try {
            configuration = effective(installed);
            models = ModelSet.open(configuration.models(), journal);
        } catch (ModelException | ConfigurationException e) {
            if (installed.isEmpty()) {
                close();
                throw e;
            }
            LOG.error("the installed release cannot be used, going on with what shipped: {}", e.getMessage());
            configuration = plain;
            models = ModelSet.open(plain.models(), journal);
        }
    }

    /** With the release's settings, pack and sentences. */
    public Configuration configuration() {
        return configuration;
    }

    public ModelSet models() {
        return models;
    }

    /** Must see what happens in the speaker: releases are judged by it. */
    public SpeakerObserver observer() {
        return health;
    }

    /** Begins to look for updates. */
    public void attach(Speaker running, HubPort hub) {
        speaker = running;
        if (updater != null && sources != null) {
            UpdateMessages told = new UpdateMessages(hub, configuration.siteId(), installed.map(i -> i.release().toString()).orElse("as shipped"));
            told.announce();
            messages = told;
            sources.attach(hub, this::hint);
            thread.start();
        }
    }

    /** There may be something new; any thread. */
    public void hint(Hint hint) {
        if (updater != null) {
            updater.hint(hint);
        }
    }

    @Override
    public Optional<String> adopt(Optional<InstalledRelease> release) {
        if (speaker == null) {
            return Optional.of("there is no speaker");
        }
        ModelSet next = null;
        try {
            Configuration changed = effective(release);
            next = ModelSet.open(changed.models(), journal);
            if (models.speech().hasVoice() && !next.speech().hasVoice()) {
                next.close();
                return Optional.of("it has no voice, and the one in use has");
            }
            LoadedSpeech loaded = LoadedSpeech.load(SpeechPartsFactory.create(changed, next.speech()));
            speaker.change(loaded).get(HANDOVER_SECONDS, TimeUnit.SECONDS);
            // Hermes and Wyoming go on with the models they began with until the next start.
            if (!configuration.hermes().enabled() && !configuration.wyoming().enabled()) {
                models.close();
            }
            models = next;
            configuration = changed;
            return Optional.empty();
        } catch (TimeoutException e) {
            takeBack(speaker);
            return Optional.of("the speaker did not go over within " + HANDOVER_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the program ends");
        } catch (RuntimeException | LinkageError | ExecutionException e) {
            if (next != null) {
                next.close();
            }
            return Optional.of("the speaker cannot load it: " + e.getMessage());
        }
    }

    /**
     * Some agents may have gone over: all are offered the old models again, loaded anew. The new ones stay in memory until the program
     * ends, since nobody can tell when the last agent has let go of them.
     */
    private void takeBack(Speaker running) {
        running.change(LoadedSpeech.load(SpeechPartsFactory.create(configuration, models.speech())));
    }

    @Override
    public HealthReading health() {
        return health.reading();
    }

    /** Ends the updater first, then the models; the speaker must be closed by then. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(thread.getState() == Thread.State.NEW ? 1 : CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (sources != null) {
            sources.close();
        }
        if (updater != null && !thread.isAlive()) {
            updater.close();
        }
        if (models != null) {
            models.close();
        }
    }

    private void keepUpToDate() {
        Updater keeper = updater;
        try {
            while (keeper != null && closing.getCount() > 0) {
                if (!keeper.step()) {
                    closing.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a fleet's server may group speakers by; the device's thread. */
    private Map<String, String> attributes() {
        Configuration now = configuration;
        return Map.of("board", now.board(), "language", now.language(), "channel", now.updates().channel(), "runtime", RuntimeVersion.CURRENT.toString());
    }

    private Updater open(Configuration plain, UpdateSources from, List<String> childOptions) {
        Configuration.Updates updates = plain.updates();
        UpdateSettings settings = new UpdateSettings(updates.channel(), plain.board(), plain.models().pack(), RuntimeVersion.CURRENT,
            UpdateSettings.RESERVE, from.pushed() ? NEVER : hours(updates.lookHours()), updates.quietHours(), SoakRules.STANDARD.lasting(hours(updates.soakHours())));
        try {
            return Updater.open(folder, Files.readAllBytes(updates.root().orElseThrow()), settings, new Surroundings(InstantSource.system(), System::nanoTime,
                ZoneId.systemDefault(), BuildTime.get(), BootId.read(), from::open, new ChildSelfTest(folder, childOptions, SELF_TEST),
                this, this::happened));
        } catch (IOException | RefusedException e) {
            throw new ConfigurationException("updates: " + e.getMessage());
        }
    }

    private void happened(UpdateEvent event) {
        if (event instanceof UpdateEvent.Downloaded || event instanceof UpdateEvent.HintIgnored) {
            LOG.debug("update: {}", event);
        } else if (event instanceof UpdateEvent.Refused || event instanceof UpdateEvent.Alarm || event instanceof UpdateEvent.RolledBack) {
            LOG.warn("update: {}", event);
        } else {
            LOG.info("update: {}", event);
        }
        messages.happened(event);
        if (sources != null) {
            sources.happened(event);
        }
    }

    private Configuration effective(Optional<InstalledRelease> release) {
        Configuration read = load.apply(release.map(r -> ReleasePaths.settings(folder.resolve(r.folder()), r.release())).orElse(List.of()));
        List<Path> sentences = new ArrayList<>(read.grammar().files());
        release.ifPresent(r -> sentences.addAll(ReleasePaths.sentences(folder.resolve(r.folder()), r.release())));
        Configuration.GrammarFiles grammar = new Configuration.GrammarFiles(read.grammar().builtIn(), sentences, read.grammar().home(), read.grammar().replies());
        return read.with(ReleasePaths.models(read.models(), release, folder), grammar);
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }
}
