package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.doctor.Check;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code hearken board} have in common. */
abstract class BoardSubcommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    InstallationFolders folders() {
        return InstallationFolders.ofProcess();
    }

    /** The board alone, without anybody's hearken.yaml. */
    Configuration board(String nameOrPath) {
        return ConfigurationSources.ofBoard(folders(), nameOrPath);
    }

    PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("only picocli makes subcommands");
        }
        return spec.commandLine().getOut();
    }

    static JsonArray json(List<Check> checks) {
        JsonArray array = new JsonArray();
        checks.forEach(check -> array.add(new JsonObject().put("subject", check.subject())
            .put("verdict", check.verdict().name().toLowerCase(Locale.ROOT)).put("detail", check.detail())));
        return array;
    }
}
