package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.board.BoardMachine;
import dev.hearken.app.internal.board.BoardProposal;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.doctor.BoardChecks;
import dev.hearken.app.internal.doctor.Check;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken board probe}. */
@Command(name = "probe", mixinStandardHelpOptions = true,
    description = {"Compares this machine with a board file: its model, cards, channels, rates, mixer, device nodes.",
        "Without a name it looks for the file that fits; where none does, it proposes one from the card with the most microphones."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:the file fits, or one that does was found", "1:it does not, or none does", "3:there is no such board, or its file is wrong"},
    footerHeading = "%nExamples:%n", footer = {"  hearken board probe", "  hearken board probe rk3566", "  hearken board probe --out my-board.yaml"})
final class BoardProbeCommand extends BoardSubcommand {

    private static final String UNTESTED = "untested";

    @Parameters(paramLabel = "BOARD", arity = "0..1", description = "Name, or path of a board file.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the proposal into a new file instead of printing it.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        BoardMachine machine = BoardMachine.here();
        return name == null ? search(machine) : compare(name, machine);
    }

    private int compare(String board, BoardMachine machine) {
        List<Check> checks = BoardChecks.of(board(board), machine);
        if (json) {
            out().println(new JsonObject().put("board", board).put("fits", fits(checks)).put("checks", json(checks)).encodePrettily());
        } else {
            checks.forEach(check -> out().printf("%-8s %-18s %s%n", check.verdict().name().toLowerCase(Locale.ROOT), check.subject(), check.detail()));
        }
        return fits(checks) ? ExitCode.OK : ExitCode.FAILED;
    }

    private int search(BoardMachine machine) throws IOException {
        List<String> fitting = folders().boards().stream().filter(board -> {
            Configuration configuration = board(board);
            return !configuration.capture().device().equals("default") && fits(BoardChecks.of(configuration, machine));
        }).toList();
        Optional<String> proposal = fitting.isEmpty() ? BoardProposal.of(machine) : Optional.empty();
        if (json) {
            JsonObject found = new JsonObject().put("model", machine.model().orElse("")).put("fitting", fitting);
            proposal.ifPresent(yaml -> found.put("proposal", yaml));
            out().println(found.encodePrettily());
        } else {
            tell(machine, fitting, proposal);
        }
        if (proposal.isPresent() && out != null) {
            Files.writeString(out, proposal.get(), StandardOpenOption.CREATE_NEW);
            out().println("written: " + out);
        }
        return fitting.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private void tell(BoardMachine machine, List<String> fitting, Optional<String> proposal) {
        out().println("this machine: " + machine.model().orElse("says nothing of itself"));
        fitting.forEach(board -> out().println("fits: " + board + " (hearken run --board " + board + ")"));
        if (fitting.isEmpty()) {
            out().println(proposal.isPresent() ? "none of the board files fits." : "none of the board files fits, and no card that records was found. "
                + "With a sound server, --board generic-alsa or generic-x86 may do: see `hearken board probe generic-alsa`.");
        }
        if (out == null) {
            proposal.ifPresent(yaml -> out().println("a file of its own might be:\n\n" + yaml));
        }
    }

    /** What nobody has tried is no difference between this machine and the file. */
    private static boolean fits(List<Check> checks) {
        return checks.stream().allMatch(check -> check.verdict() == Check.Verdict.OK || check.subject().equals(UNTESTED));
    }
}
