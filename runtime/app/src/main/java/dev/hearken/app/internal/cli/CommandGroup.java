package dev.hearken.app.internal.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that does nothing but have subcommands. */
abstract class CommandGroup implements Runnable {

    @ParentCommand
    private @Nullable HearkenCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    boolean verbose() {
        return root != null && root.verbose();
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), spec.qualifiedName() + ": a subcommand is missing");
        }
    }
}
