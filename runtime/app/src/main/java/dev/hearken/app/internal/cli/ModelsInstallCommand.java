package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.update.ChildSelfTest;
import dev.hearken.app.internal.update.LoadingHost;
import dev.hearken.app.internal.update.SourceAddress;
import dev.hearken.update.BuildTime;
import dev.hearken.update.Hint;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Surroundings;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearken models install}. */
@Command(name = "install", mixinStandardHelpOptions = true,
    description = {"Takes one update through all stages, without a running daemon, and prints when each began.",
        "The release is loaded as the speaker would load it; the soak only waits, since nobody speaks."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:confirmed, or there was nothing newer", "1:refused or rolled back; the message says why"},
    footerHeading = "%nExample:%n", footer = "  hearken models install --from repo --root repo/1.root.json --soak 10")
final class ModelsInstallCommand extends ModelsSubcommand {

    private static final long PAUSE_MILLIS = 20;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--from", required = true, paramLabel = "SOURCE", description = "The repository: a folder, http(s)://HOST/FOLDER, or mqtt(s)://BROKER.")
    private String from = "";

    @Option(names = "--root", required = true, paramLabel = "FILE", description = "The root this speaker trusts.")
    private Path root = Path.of("");

    @Option(names = "--channel", paramLabel = "NAME", description = "Default ${DEFAULT-VALUE}.")
    private String channel = "stable";

    @Option(names = "--state", paramLabel = "DIR", description = "The updater's folder (default: updates below state-folder).")
    private @Nullable Path state;

    @Option(names = "--soak", paramLabel = "SECONDS", description = "Length of the soak (default ${DEFAULT-VALUE}).")
    private int soak = 10;

    private final long began = System.nanoTime();
    private @Nullable UpdateEvent end;

    @Override
    int work() throws IOException, RefusedException, InterruptedException {
        Configuration configuration = configuration(options);
        Path folder = state == null ? configuration.stateFolder().resolve("updates") : state;
        UpdateSettings standard = UpdateSettings.of(channel, configuration.board(), configuration.models().pack());
        UpdateSettings settings = standard.withSoak(standard.soak().lasting(Duration.ofSeconds(soak)));
        LoadingHost host = new LoadingHost(configuration, folder);
        Surroundings around = new Surroundings(InstantSource.system(), System::nanoTime, ZoneId.systemDefault(), BuildTime.get(), "install",
            () -> SourceAddress.open(from), new ChildSelfTest(folder, options.arguments(List.of()), Duration.ofMinutes(5), host::places), host, this::show);
        try (Updater updater = Updater.open(folder, Files.readAllBytes(root), settings, around)) {
            host.started(updater.start());
            updater.hint(new Hint("hearken models install", false));
            while (end == null) {
                if (!updater.step()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
        return end instanceof UpdateEvent.Confirmed || end instanceof UpdateEvent.UpToDate ? ExitCode.OK : ExitCode.FAILED;
    }

    private void show(UpdateEvent event) {
        if (event instanceof UpdateEvent.Downloaded || event instanceof UpdateEvent.HintIgnored) {
            return;
        }
        out().printf(Locale.ROOT, "%7.2f s  %s%n", (System.nanoTime() - began) / 1e9, event.words());
        out().flush();
        if (event instanceof UpdateEvent.Confirmed || event instanceof UpdateEvent.UpToDate || event instanceof UpdateEvent.RolledBack || event instanceof UpdateEvent.Refused) {
            end = event;
        }
    }
}
