package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.BoardFacts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearken board list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The board files there are, and what of each nobody has tried on the hardware.")
final class BoardListCommand extends BoardSubcommand {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        JsonArray boards = new JsonArray();
        int width = folders().boards().stream().mapToInt(String::length).max().orElse(0);
        for (String name : folders().boards()) {
            BoardFacts facts = board(name).facts();
            boards.add(new JsonObject().put("board", name).put("name", facts.name()).put("machines", new JsonArray(facts.machines())).put("untested", new JsonArray(facts.untested())));
            if (!json) {
                out().printf("%-" + width + "s  %s%n", name, facts.name());
                facts.untested().forEach(item -> out().printf("%-" + width + "s    not tried: %s%n", "", item));
            }
        }
        if (json) {
            out().println(boards.encodePrettily());
        }
        return ExitCode.OK;
    }
}
