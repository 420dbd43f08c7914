package dev.hearken.app.internal.update;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.model.FallbackFaults;
import dev.hearken.app.internal.model.FallbackJournal;
import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.speaker.ModelSwap;
import dev.hearken.app.internal.speaker.Speaker;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.app.internal.speaker.SpeechParts;
import dev.hearken.hub.HubPort;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.FallbackListener;
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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
    private static final Duration HANDOVER = Duration.ofMinutes(3);
    /** Memory that a release may need that does not state it, and what shipped. */
    private static final int UNSTATED_MIB = 160;

    private final Function<List<Path>, Configuration> load;
    private final Path folder;
    private final BackEndStrikes strikes = new BackEndStrikes();
    private final HealthCount health = new HealthCount(strikes);
    private final BoardMemory memory = new BoardMemory();
    private final @Nullable UpdateSources sources;
    private final @Nullable Updater updater;
    private final @Nullable UpdaterThread thread;
    private Optional<InstalledRelease> installed = Optional.empty();
    /** Changed by the updater's thread; read by the fleet device's, too. */
    private volatile Configuration configuration;
    private final FallbackFaults fallbacks;
    /** {@link #fallbacks} and {@link #strikes}. */
    private final FallbackListener elsewhere;
    private ModelSet models;
    private @Nullable Fault broken;

    /** Set by {@link #attach} before the thread starts. */
    private @Nullable Speaker speaker;
    private UpdateObserver messages = event -> { };

    /**
     * Finds out what is in use and opens it. If a release cannot be loaded, what shipped is; if nothing can be written any more, or the root
     * cannot be read, the speaker starts with what it used last and reports that there are no updates.
     *
     * @param load         the configuration with the settings of a release, whose files are given
     * @param childOptions for {@code hearken models self-test}
     * @throws ConfigurationException if the source cannot be understood
     */
    public UpdateService(Function<List<Path>, Configuration> load, List<String> childOptions) {
        this.load = load;
        Configuration plain = load.apply(List.of());
        folder = plain.stateFolder().resolve("updates");
        FallbackJournal journal = new FallbackJournal(plain.stateFolder(), Clock.systemUTC());
        journal.clear();
        fallbacks = new FallbackFaults(journal);
        elsewhere = fallbacks.andThen(strikes);
        sources = plain.updates().source().isEmpty() ? null : new UpdateSources(plain, () -> models().pack().folder(), this::attributes);
        Optional<Updater> opened = Optional.ofNullable(sources).flatMap(from -> open(plain, from, childOptions));
        updater = opened.orElse(null);
        thread = opened.map(keeper -> new UpdaterThread(keeper::step, keeper::close)).orElse(null);
        installed = sources == null ? Optional.empty() : opened.map(Updater::start).orElseGet(() -> Updater.lastUsed(folder));
        configuration = plain;
        strikes.expect(selfTested(installed));
        try {
            configuration = effective(installed);
            models = ModelSet.open(configuration, elsewhere);
        } catch (ModelException | ConfigurationException e) {
            if (installed.isEmpty()) {
                close();
                throw e;
            }
            LOG.error("the installed release cannot be used, going on with what shipped: {}", e.getMessage());
            configuration = plain;
            strikes.expect(Optional.empty());
            models = ModelSet.open(plain, elsewhere);
        }
    }

    /** With the release's settings, pack and sentences. */
    public Configuration configuration() {
        return configuration;
    }

    public ModelSet models() {
        return models;
    }

    /** Why there are no updates; empty while there are, or none are wanted. */
    Optional<Fault> fault() {
        return Optional.ofNullable(broken);
    }

    /** Must see what happens in the speaker: releases are judged by it. */
    public SpeakerObserver observer() {
        return health;
    }

    /** Begins to look for updates. */
    public void attach(Speaker running, HubPort hub) {
        speaker = running;
        fault().ifPresent(running::report);
        fallbacks.attach(running::report);
        if (thread != null && sources != null) {
            UpdateMessages told = new UpdateMessages(hub, configuration.siteId(), installed.map(i -> i.release().toString()).orElse("as shipped"));
            told.begin();
            messages = told;
            sources.attach(hub, this::hint);
            thread.start();
        }
    }

    /** There may be something new; any thread. */
    public void hint(Hint hint) {
        if (updater != null && thread != null) {
            updater.hint(hint);
            thread.wake();
        }
    }

    @Override
    public Optional<String> adopt(Optional<InstalledRelease> release) throws InterruptedException {
        if (speaker == null) {
            return Optional.of("there is no speaker");
        }
        ModelSet next = null;
        try {
            Configuration changed = effective(release);
            strikes.expect(selfTested(release));
            next = ModelSet.open(changed, elsewhere);
            SpeechParts parts = SpeechPartsFactory.create(changed, next);
            ModelSwap.Way way = way(release);
            Optional<String> failure = models.speech().hasVoice() && !next.speech().hasVoice() ? Optional.of("it has no voice, and the one in use has")
                : swap().go(parts, () -> SpeechPartsFactory.create(configuration, models), way);
            if (failure.isPresent()) {
                next.close();
                strikes.expect(selfTested(installed));
                return failure;
            }
            models.close();
            models = next;
            next = null;
            configuration = changed;
            installed = release;
            if (way == ModelSwap.Way.SIDE_BY_SIDE) {
                loadAgainIfDisplaced(parts);
            }
            return Optional.empty();
        } catch (TimeoutException e) {
            // The new models stay open until the program ends: nobody can tell when the last agent has let go of them.
            return Optional.of("the speaker did not go over within " + HANDOVER.toSeconds() + " s");
        } catch (RuntimeException | LinkageError e) {
            if (next != null) {
                next.close();
            }
            strikes.expect(selfTested(installed));
            String reason = "the speaker cannot load it: " + e.getMessage();
            return Optional.of(release.map(r -> ReleasePaths.reason(reason, folder.resolve(r.folder()))).orElse(reason));
        }
    }

    private ModelSwap swap() {
        return new ModelSwap(Objects.requireNonNull(speaker), Objects.requireNonNull(speaker)::report, HANDOVER);
    }

    /** An NPU that has no memory for two sets of models has it for one. */
    private void loadAgainIfDisplaced(SpeechParts parts) throws InterruptedException {
        Optional<String> displaced = strikes.displaced();
        if (displaced.isEmpty()) {
            return;
        }
        LOG.info("loaded once more, now that the models before are gone: {}", displaced.get());
        try {
            swap().go(parts, () -> parts, ModelSwap.Way.ONE_AFTER_THE_OTHER).ifPresent(failure -> LOG.warn("{}", failure));
        } catch (TimeoutException e) {
            LOG.warn("the speaker did not let go of its models within {} s", HANDOVER.toSeconds());
        }
    }

    /** Both sets of models at once only where the board has the memory that the release states. */
    private ModelSwap.Way way(Optional<InstalledRelease> release) {
        int stated = release.flatMap(r -> r.release().golden()).map(golden -> golden.limits().memoryMiB()).orElse(UNSTATED_MIB);
        OptionalLong free = memory.availableMebibytes();
        ModelSwap.Way way = free.isEmpty() || free.getAsLong() >= stated ? ModelSwap.Way.SIDE_BY_SIDE : ModelSwap.Way.ONE_AFTER_THE_OTHER;
        LOG.info("going over {}: {} MiB are free, {} MiB stated", way.name().toLowerCase(Locale.ROOT).replace('_', ' '), free.isPresent() ? free.getAsLong() : "unknown", stated);
        return way;
    }

    @Override
    public HealthReading health() {
        return health.reading();
    }

    @Override
    public Optional<String> displaced() {
        return strikes.displaced();
    }

    /** What ran elsewhere in the self-test of a release; empty if that is not known, as of what shipped. */
    private Optional<List<Fallback>> selfTested(Optional<InstalledRelease> release) {
        return release.flatMap(r -> new SelfTestNote(folder).read(r.release().digest()));
    }

    /** Where the models in use run. */
    private ModelPlaces places() {
        return models.places(fallbacks.elsewhere());
    }

    /** Ends the updater first, then the models; the speaker must be closed by then. */
    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
        if (sources != null) {
            sources.close();
        }
        if (models != null) {
            models.close();
        }
    }

    /** What a fleet's server may group speakers by; the device's thread. */
    private Map<String, String> attributes() {
        Configuration now = configuration;
        return Map.of("board", now.board(), "language", now.language(), "channel", now.updates().channel(), "runtime", RuntimeVersion.CURRENT.toString());
    }

    private Optional<Updater> open(Configuration plain, UpdateSources from, List<String> childOptions) {
        Configuration.Updates updates = plain.updates();
        UpdateSettings settings = new UpdateSettings(updates.channel(), plain.board(), plain.models().pack(), RuntimeVersion.CURRENT,
            UpdateSettings.RESERVE, from.pushed() ? NEVER : hours(updates.lookHours()), updates.quietHours(), SoakRules.STANDARD.lasting(hours(updates.soakHours())));
        try {
            return Optional.of(Updater.open(folder, Files.readAllBytes(updates.root().orElseThrow()), settings, new Surroundings(InstantSource.system(), System::nanoTime,
                ZoneId.systemDefault(), BuildTime.get(), BootId.read(), from::open, new ChildSelfTest(folder, childOptions, SELF_TEST, this::places),
                this, this::happened)));
        } catch (IOException | RefusedException e) {
            broken = Fault.raised("updates", "there are no updates: " + reason(e));
            LOG.error("{}", broken.message());
            return Optional.empty();
        }
    }

    /** A file system often names the file and not what is wrong with it. */
    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such file";
        }
        return e instanceof FileSystemException file && file.getReason() == null ? e.getMessage() + ": cannot be used (" + e.getClass().getSimpleName() + ")" : String.valueOf(e.getMessage());
    }

    private void happened(UpdateEvent event) {
        if (event instanceof UpdateEvent.Downloaded || event instanceof UpdateEvent.HintIgnored) {
            LOG.debug("update: {}", event.words());
        } else if (event instanceof UpdateEvent.Refused || event instanceof UpdateEvent.Alarm || event instanceof UpdateEvent.RolledBack) {
            LOG.warn("update: {}", event.words());
        } else {
            LOG.info("update: {}", event.words());
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
        Configuration.GrammarFiles grammar = new Configuration.GrammarFiles(read.grammar().builtIn(), sentences, read.grammar().home(), read.grammar().replies(),
            read.grammar().calls());
        return read.with(ReleasePaths.models(read.models(), release, folder), grammar);
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }
}
