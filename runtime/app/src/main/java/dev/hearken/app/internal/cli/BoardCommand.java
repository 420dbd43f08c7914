package dev.hearken.app.internal.cli;

import picocli.CommandLine.Command;

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
final class BoardCommand extends CommandGroup {
}
