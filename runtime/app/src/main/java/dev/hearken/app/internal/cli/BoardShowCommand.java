package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.Origin;
import dev.hearken.app.internal.config.Setting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken board show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "What a board file states, line by line, and what of it nobody has tried on the hardware.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:shown", "3:there is no such board, or its file is wrong"})
final class BoardShowCommand extends BoardSubcommand {

    @Parameters(paramLabel = "BOARD", description = "Name, or path of a board file.")
    private String name = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration board = board(name);
        List<Setting> stated = board.settings().stream().filter(setting -> setting.origin().kind() == Origin.Kind.BOARD).toList();
        if (json) {
            JsonObject settings = new JsonObject();
            stated.forEach(setting -> settings.put(setting.path(), setting.value()));
            out().println(new JsonObject().put("board", name).put("name", board.facts().name()).put("settings", settings)
                .put("untested", new JsonArray(board.facts().untested())).encodePrettily());
            return ExitCode.OK;
        }
        int width = stated.stream().mapToInt(setting -> setting.path().length()).max().orElse(0);
        stated.stream().filter(setting -> !setting.path().equals("about.untested")).forEach(setting -> out().printf("%-" + width + "s  %s%n", setting.path(), setting.value()));
        board.facts().untested().forEach(item -> out().println("not tried: " + item));
        return ExitCode.OK;
    }
}
