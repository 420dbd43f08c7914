package dev.hearken.app.internal.cli;

import dev.hearken.update.UpdateStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearken models status}. */
@Command(name = "status", mixinStandardHelpOptions = true, aliases = "list",
    description = "What this speaker has installed: active and last good release, the update that is going on, and what was given up and why.",
    footerHeading = "%nExample:%n", footer = "  hearken models status")
final class ModelsStatusCommand extends ModelsSubcommand {

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--state", paramLabel = "DIR", description = "The updater's folder (default: updates below state-folder).")
    private @Nullable Path state;

    @Override
    int work() throws IOException {
        Path folder = state == null ? configuration(options).stateFolder().resolve("updates") : state;
        UpdateStatus.read(folder).lines().forEach(out()::println);
        return ExitCode.OK;
    }
}
