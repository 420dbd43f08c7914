package dev.hearken.app.internal.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code hearken board}. */
@Command(name = "board", mixinStandardHelpOptions = true,
    description = "Board files: which there are, what one says, and whether this machine is what it says.",
    subcommands = {
        BoardListCommand.class,
        BoardShowCommand.class,
        BoardProbeCommand.class,
    },
    footerHeading = "%nExamples:%n", footer = {"  hearken board list", "  hearken board show rk3566", "  hearken board probe",
        "  hearken board probe raspberry-pi-4-respeaker-usb-4mic"})
final class BoardCommand implements Runnable {

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
            throw new CommandLine.ParameterException(spec.commandLine(), "hearken board: a subcommand is missing");
        }
    }
}
