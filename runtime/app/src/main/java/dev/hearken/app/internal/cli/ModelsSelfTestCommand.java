package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.update.SelfTestRun;
import dev.hearken.update.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hearken models self-test}: what the updater starts as a child process. */
@Command(name = "self-test", mixinStandardHelpOptions = true,
    description = "Listens to the golden recordings of a staged release and prints a report; the updater runs it before it uses a release.")
final class ModelsSelfTestCommand extends ModelsSubcommand {

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Parameters(paramLabel = "DIR", description = "The release's folder.")
    private Path folder = Path.of("");

    @Override
    int work() throws IOException, RefusedException {
        // Nobody reads the report of a child whose parent has gone, and nobody would end it.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(ExitCode.FAILED)));
        try {
            out().println(SelfTestRun.run(folder, settings -> options.load(false, List.of(), settings)));
            return ExitCode.OK;
        } catch (RuntimeException e) {
            // The parent reads the reason from here; standard error may be full of what a native library says.
            out().println(e.getMessage());
            return ExitCode.MODEL;
        }
    }
}
