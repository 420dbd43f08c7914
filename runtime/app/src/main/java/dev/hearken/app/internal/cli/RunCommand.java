package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.HubFactory;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.service.ReadySign;
import dev.hearken.app.internal.service.ServiceLink;
import dev.hearken.app.internal.sound.SoundDevices;
import dev.hearken.app.internal.speaker.Ending;
import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.app.internal.speaker.SoundParts;
import dev.hearken.app.internal.speaker.Speaker;
import dev.hearken.app.internal.speaker.SpeakerChoices;
import dev.hearken.app.internal.update.UpdateService;
import dev.hearken.hub.HubPort;
import dev.hearken.models.api.ModelException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearken run}. */
@Command(name = "run", mixinStandardHelpOptions = true,
    description = {"The daemon: listens for its name, understands commands, publishes intents, answers, until SIGTERM or SIGINT.",
        "With --input it ends when the recording is over and the dialogue finished."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:ended as asked", "1:the recording is over, but something was broken at the end",
        "3:the configuration is wrong", "4:no usable sound device", "5:the pack cannot be used"},
    footerHeading = "%nExamples:%n", footer = {"  hearken run --board generic-x86", "  hearken run --config hearken.yaml --broker mqtt://homeassistant.local",
        "  hearken run --input recording.wav --output replies.wav --broker none"})
final class RunCommand extends Subcommand {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final long ANSWER_SECONDS = 2;
    /** Origin of the language that the home chose, as doctor and messages show it. */
    private static final String SELECTED = "the hub";

    @Option(names = "--input", paramLabel = "FILE", description = "A recording instead of the microphone, played at the pace of time.")
    private @Nullable Path input;

    @Option(names = "--output", paramLabel = "FILE", description = "A WAV file instead of the loudspeaker.")
    private @Nullable Path output;

    @Option(names = "--broker", paramLabel = "URL", description = "mqtt://HOST[:PORT], mqtts, ws, wss, or none.")
    private @Nullable String broker;

    @Option(names = "--site", paramLabel = "ID", description = "Name of this speaker in topics.")
    private @Nullable String site;

    @java.lang.Override
    public Integer call() throws InterruptedException {
        List<Override> overrides = new ArrayList<>();
        ConfigurationOptions.add(overrides, "--broker", "broker.url", broker);
        ConfigurationOptions.add(overrides, "--site", "site-id", site);
        Configuration configuration = configuration(overrides);
        Run run = new Run(settings -> configuration(overrides, settings), options().arguments(overrides), SpeakerChoices.of(configuration), Optional.empty());
        try (ServiceLink service = ServiceLink.ofProcess()) {
            while (true) {
                Outcome outcome = run(run, service);
                if (!(outcome.ending() instanceof Ending.Reload reload)) {
                    service.stopping();
                    return outcome.code();
                }
                LOG.info("reading the configuration again");
                run = next(run, reload, overrides);
            }
        }
    }

    /**
     * One life of the speaker.
     *
     * @param load         the configuration with the settings of a release
     * @param childOptions with which a child process reads the same
     * @param fault        what was wrong with the reload that led to it
     */
    private record Run(Function<List<Path>, Configuration> load, List<String> childOptions, SpeakerChoices choices, Optional<Fault> fault) {
    }

    private record Outcome(Ending ending, int code) {
    }

    /** What to go on with after a reload: the new configuration if it can be used, else the old one and a fault that says why. */
    private Run next(Run before, Ending.Reload reload, List<Override> overrides) {
        reload.language().ifPresent(language -> {
            overrides.removeIf(override -> override.option().equals(SELECTED));
            overrides.add(new Override(SELECTED, "language", language));
        });
        Fault fault = Fault.raised("reload", "the configuration is as before");
        try {
            Configuration configuration = configuration(overrides);
            try (ModelSet models = ModelSet.open(configuration)) {
                SpeechPartsFactory.create(configuration, models);
            }
            return new Run(settings -> configuration(overrides, settings), options().arguments(overrides), SpeakerChoices.of(configuration).keeping(reload.settings()),
                Optional.of(fault.asCleared()));
        } catch (ConfigurationException | ModelException e) {
            overrides.removeIf(override -> override.option().equals(SELECTED));
            return new Run(before.load(), before.childOptions(), before.choices().keeping(reload.settings()),
                Optional.of(Fault.raised(fault.source(), fault.message() + ": " + e.getMessage())));
        }
    }

    private Outcome run(Run run, ServiceLink service) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        try (UpdateService updates = new UpdateService(run.load(), run.childOptions()); EventLoop loop = new EventLoop()) {
            Configuration configuration = updates.configuration();
            SoundParts sound = SoundDevices.open(configuration, input, output);
            Messages messages = new Messages(configuration.siteId(), Clock.systemUTC());
            HubPort hub = HubFactory.create(configuration, messages.online(VersionCommand.hearken(), configuration.language(), updates.models().pack().id(), configuration.arbitration().group(),
                    configuration.dialogue().conversation().area()),
                messages.offline());
            ReadySign listening = new ReadySign(updates.observer());
            // No name for the models of the beginning: it would keep them when an update has brought others.
            try (Speaker speaker = new Speaker(configuration, SpeechPartsFactory.create(configuration, updates.models()), sound, hub, loop,
                SpeechPartsFactory.replies(configuration), run.choices(), listening); ServiceLink.Watch watch = service.watch(speaker.beats(), listening, status(configuration))) {
                Thread ending = new Thread(() -> end(speaker, service, closed), "hearken-end");
                Runtime.getRuntime().addShutdownHook(ending);
                LOG.info("site '{}', wake words {}, broker {}", configuration.siteId(), configuration.phrases(), configuration.broker());
                speaker.start();
                updates.attach(speaker, hub);
                run.fault().ifPresent(speaker::report);
                Outcome outcome = waitFor(speaker);
                disarm(ending);
                return outcome;
            }
        } finally {
            closed.countDown();
        }
    }

    private static String status(Configuration configuration) {
        return "listening for \"" + String.join("\", \"", configuration.phrases()) + "\", broker " + configuration.broker();
    }

    /** Runs when the process is told to end: closing the speaker completes what the main thread waits for; then that is no failure. */
    private static void end(Speaker speaker, ServiceLink service, CountDownLatch closed) {
        service.stopping();
        speaker.close();
        try {
            if (closed.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void disarm(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already", e);
        }
    }

    private static Outcome waitFor(Speaker speaker) throws InterruptedException {
        try {
            Ending ending = speaker.finished().get();
            Set<String> faults = speaker.openFaults().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!faults.isEmpty()) {
                LOG.warn("at the end something was still wrong: {}", faults);
            }
            return new Outcome(ending, faults.isEmpty() ? ExitCode.OK : ExitCode.FAILED);
        } catch (ExecutionException | TimeoutException e) {
            throw new FailedStep(ExitCode.FAILED, "the speaker did not end in order: " + e.getMessage(), e);
        }
    }
}
