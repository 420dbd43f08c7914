package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.Setting;
import dev.hearken.app.internal.doctor.Check;
import dev.hearken.app.internal.doctor.Doctor;
import dev.hearken.app.internal.doctor.MicrophonePicture;
import dev.hearken.app.internal.doctor.MicrophoneTake;
import dev.hearken.app.internal.doctor.WakePhraseTrial;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.panel.PanelDevices;
import dev.hearken.app.internal.sound.SoundDevices;
import dev.hearken.app.internal.speaker.MuteMemory;
import dev.hearken.audio.AudioSource;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.speech.PhraseAssessment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearken doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
    description = "Looks at cards, packs, back ends and broker, and prints the effective configuration with the origin of each value.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:`hearken run` can work", "1:something that it needs is missing", "3:the configuration is wrong"},
    footerHeading = "%nExamples:%n", footer = {"  hearken doctor", "  hearken doctor --board rk3566", "  hearken doctor --config hearken.yaml --json", "  hearken doctor --mic microphones.png",
        "  hearken doctor --wake \"okay kitchen\""})
final class DoctorCommand extends Subcommand {

    /** Module of the JDK that pictures need. */
    private static final String DRAWING = "java.desktop";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--mic", paramLabel = "OUT.png", description = "Listen to the microphones and draw levels, spectra, direction and echo.")
    private @Nullable Path picture;

    @Option(names = "--wake", paramLabel = "PHRASE", description = "Say what to expect of a wake phrase, and try it with the speaker's own voice.")
    private @Nullable String phrase;

    @Option(names = "--input", paramLabel = "FILE", description = "Of --mic: a recording of all channels instead of the microphones.")
    private @Nullable Path input;

    @Option(names = "--seconds", paramLabel = "N", description = "Of --mic: how long to listen (default ${DEFAULT-VALUE}).")
    private int seconds = 12;

    @Override
    public Integer call() throws IOException {
        ConfigurationSources sources = options().sources(List.of());
        Configuration configuration = sources.load();
        if (picture != null) {
            return draw(configuration, picture);
        }
        if (phrase != null) {
            return tryPhrase(configuration, phrase);
        }
        List<Check> checks = Doctor.examine(configuration);
        boolean usable = checks.stream().noneMatch(c -> c.verdict() == Check.Verdict.FAULT);
        if (json) {
            print(json(configuration, checks, usable));
        } else {
            text(configuration, sources, checks);
        }
        return usable ? ExitCode.OK : ExitCode.FAILED;
    }

    private int draw(Configuration configuration, Path file) throws IOException {
        if (input == null) {
            refuseWhileMuted(configuration);
        }
        MicrophoneTake take;
        try (AudioSource source = SoundDevices.source(configuration, input)) {
            take = MicrophoneTake.listen(configuration, source, seconds);
        }
        take.findings().forEach(out()::println);
        if (ModuleLayer.boot().findModule(DRAWING).isEmpty()) {
            out().println("not drawn: the small Java of packages and images has no " + DRAWING + "; record on the board, draw elsewhere with --input");
        } else {
            MicrophonePicture.write(take, file);
            out().println("drawn: " + file);
        }
        return take.faulty() ? ExitCode.FAILED : ExitCode.OK;
    }

    /** No program of Hearken records while the microphones are switched off. */
    private static void refuseWhileMuted(Configuration configuration) {
        if (new MuteMemory(configuration.stateFolder()).muted() || PanelDevices.switchedOff(configuration.panel(), PanelNodes.ofMachine())) {
            throw new FailedStep(ExitCode.FAILED, "the microphones are switched off (mute): switch them on where they were switched off, then try again");
        }
    }

    private int tryPhrase(Configuration configuration, String wanted) {
        try (ModelSet models = ModelSet.open(configuration.models())) {
            WakePhraseTrial trial = WakePhraseTrial.of(models.speech(), wanted, configuration.wake().detector());
            PhraseAssessment known = trial.assessment();
            out().println("wake phrase \"" + wanted + "\": " + String.join(" ", known.pronunciations().get(0)) + " (" + known.phones() + " phones), "
                + (known.trainedVerifier() ? "with a trained verifier" : "judged by its phones alone"));
            known.warnings().forEach(warning -> out().println("warning    " + warning));
            if (trial.calls() == 0) {
                out().println("not tried: the pack has no voice");
                return ExitCode.OK;
            }
            out().println("heard      " + trial.heard() + " of " + trial.calls() + " calls by this speaker's own voice, slow to fast, low to high, alone and before a command");
            out().println("mistaken   " + (trial.mistaken().isEmpty() ? "none" : String.join(", ", trial.mistaken())) + " of " + trial.others().size()
                + " words and sentences without it");
            return 2 * trial.heard() >= trial.calls() ? ExitCode.OK : ExitCode.FAILED;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private void text(Configuration configuration, ConfigurationSources sources, List<Check> checks) {
        out().println(VersionCommand.hearken() + "; configuration: " + sources.file().map(Object::toString).orElse("defaults, no file"));
        out().println();
        for (Check check : checks) {
            String mark = switch (check.verdict()) {
                case OK -> "@|green ok     |@";
                case WARNING -> "@|yellow warning|@";
                case FAULT -> "@|red,bold FAULT  |@";
            };
            out().printf("%s  %-18s %s%n", styled(mark), check.subject(), check.detail());
        }
        out().println();
        int width = configuration.settings().stream().mapToInt(s -> s.path().length()).max().orElse(0);
        for (Setting setting : configuration.settings()) {
            out().printf("  %-" + width + "s  %-40s  %s%n", setting.path(), setting.value(), styled("@|faint " + escape(setting.origin().toString()) + "|@"));
        }
    }

    private static String escape(String text) {
        return text.replace("|@", "| @");
    }

    private static JsonObject json(Configuration configuration, List<Check> checks, boolean usable) {
        JsonArray found = new JsonArray();
        for (Check check : checks) {
            found.add(new JsonObject().put("subject", check.subject()).put("verdict", check.verdict().name().toLowerCase(java.util.Locale.ROOT))
                .put("detail", check.detail()));
        }
        JsonArray settings = new JsonArray();
        for (Setting setting : configuration.settings()) {
            settings.add(new JsonObject().put("key", setting.path()).put("value", setting.value()).put("origin", setting.origin().toString()));
        }
        return new JsonObject().put("usable", usable).put("version", VersionCommand.hearken()).put("checks", found).put("configuration", settings);
    }
}
