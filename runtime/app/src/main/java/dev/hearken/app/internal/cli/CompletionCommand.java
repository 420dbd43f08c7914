package dev.hearken.app.internal.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearken completion}. */
@Command(name = "completion", mixinStandardHelpOptions = true,
    description = "Prints a script that completes hearken's commands and options in bash and zsh.",
    footerHeading = "%nExample:%n", footer = "  source <(hearken completion)")
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().getOut().print(AutoComplete.bash("hearken", spec.root().commandLine()));
        }
        return ExitCode.OK;
    }
}
