package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.demo.Demo;
import dev.hearken.app.internal.demo.DemoOutcome;
import dev.hearken.app.internal.demo.DemoOutcome.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearken demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true,
    description = {"Hears a spoken command, publishes its intent to a broker in this process, receives it there as a home would, and answers.",
        "Without --wav the command is spoken by Hearken's own voice into a slightly noisy room."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:every step really happened", "1:a step failed; the message says which and why",
        "3:the configuration is wrong", "4:the recording cannot be read", "5:the pack cannot be used"},
    footerHeading = "%nExamples:%n", footer = {"  hearken demo", "  hearken demo --wav \"computer, turn on the light.wav\"", "  hearken demo --json --keep /tmp/demo"})
final class DemoCommand extends Subcommand {

    @Option(names = "--wav", paramLabel = "FILE", description = "Your own recording: the wake word and a command, with or without a pause between them.")
    private @Nullable Path wav;

    @Option(names = "--keep", paramLabel = "DIR", description = "Folder for the recording and the reply; default: a new one for temporary files.")
    private @Nullable Path keep;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @java.lang.Override
    public Integer call() throws IOException, InterruptedException {
        Configuration configuration = configuration(List.of(new Override("demo", "log-level", "error")));
        Path folder = keep == null ? Files.createTempDirectory("hearken-demo") : Files.createDirectories(keep);
        if (!json) {
            out().println(styled("@|bold Hearken demo|@  pack " + configuration.models().pack() + ", wake word \"" + configuration.wake().phrases().get(0)
                + "\", " + (wav == null ? "recording made here: \"" + configuration.wake().phrases().get(0) + " " + Demo.command(configuration.language()) + "\"" : "recording " + wav)));
            out().flush();
        }
        DemoOutcome outcome = new Demo(configuration, folder, Optional.ofNullable(wav)).run();
        if (json) {
            print(json(outcome));
        } else {
            show(outcome);
        }
        return outcome.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void show(DemoOutcome outcome) {
        for (Moment moment : outcome.moments()) {
            out().printf(Locale.ROOT, "%7.2f s  %s  %s%n", moment.seconds(), styled(String.format("@|cyan %-10s|@", moment.what())), moment.detail());
        }
        if (outcome.failures().isEmpty()) {
            out().println("reply file  " + outcome.replyFile());
            out().printf(Locale.ROOT, "latencies   end of speech -> intent at the subscriber %.0f ms; -> first sample of the reply %.0f ms%n",
                outcome.intentMillis().orElse(Double.NaN), outcome.replyMillis().orElse(Double.NaN));
            out().println(styled("@|green,bold All steps happened.|@"));
        }
        outcome.failures().forEach(failure -> err().println(line().getColorScheme().errorText("hearken: demo failed: " + failure)));
    }

    private static JsonObject json(DemoOutcome outcome) {
        JsonArray moments = new JsonArray();
        outcome.moments().forEach(m -> moments.add(new JsonObject().put("seconds", m.seconds()).put("what", m.what()).put("detail", m.detail())));
        JsonObject json = new JsonObject().put("ok", outcome.failures().isEmpty()).put("failures", new JsonArray(outcome.failures()))
            .put("timeLine", moments).put("replyFile", outcome.replyFile().toString());
        outcome.intentMillis().ifPresent(ms -> json.put("endOfSpeechToIntentMillis", ms));
        outcome.replyMillis().ifPresent(ms -> json.put("endOfSpeechToReplyMillis", ms));
        return json;
    }
}
