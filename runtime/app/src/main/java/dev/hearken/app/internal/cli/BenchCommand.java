package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.bench.RetainedBurst;
import dev.hearken.app.internal.bench.SpeakerBench;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.eval.EvalReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearken bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true,
    description = {"Measures the running daemon on this machine: start-up, memory, idle processor time, latencies of conversations.",
        "It takes about a minute and a half; nothing else should be running."},
    footerHeading = "%nExamples:%n", footer = {"  hearken bench", "  hearken bench --hub", "  hearken bench --json bench.json --conversations 20"})
final class BenchCommand extends Subcommand {

    @Option(names = "--conversations", paramLabel = "N", description = "Conversations that latencies are taken from (default ${DEFAULT-VALUE}).")
    private int conversations = 10;

    @Option(names = "--wav", paramLabel = "FILE", description = "Recording of wake word and command, instead of the one made here.")
    private @Nullable Path wav;

    @Option(names = "--json", paramLabel = "OUT", description = "Write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--hub", description = "Only the time to publish 200 retained discovery messages again, over a broker on loopback.")
    private boolean hub;

    @java.lang.Override
    public Integer call() throws IOException, InterruptedException {
        Configuration configuration = configuration(List.of(new Override("bench", "log-level", "error")));
        JsonObject figures;
        try (ProgressBar bar = new ProgressBar(err(), "measuring")) {
            figures = hub ? new RetainedBurst().measure() : new SpeakerBench(configuration, Optional.ofNullable(wav), conversations).measure(bar::update);
        }
        out().println("bench");
        EvalReport.print(figures, out());
        if (json != null) {
            EvalReport.write(figures, json);
        }
        return ExitCode.OK;
    }
}
