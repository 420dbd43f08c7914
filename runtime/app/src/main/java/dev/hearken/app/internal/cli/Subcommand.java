package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What every subcommand with a configuration has. */
abstract class Subcommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @ParentCommand
    private @Nullable HearkenCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    /** The effective configuration, with this subcommand's own options on top. */
    Configuration configuration(List<Override> more) {
        return options.load(root != null && root.verbose(), more);
    }

    /** The same with the settings of a signed release. */
    Configuration configuration(List<Override> more, List<Path> settings) {
        return options.load(root != null && root.verbose(), more, settings);
    }

    ConfigurationOptions options() {
        return options;
    }

    CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("only picocli makes subcommands");
        }
        return spec.commandLine();
    }

    PrintWriter out() {
        return line().getOut();
    }

    PrintWriter err() {
        return line().getErr();
    }

    /** Text with picocli's colour marks, coloured only on a terminal. */
    String styled(String marked) {
        return line().getColorScheme().ansi().string(marked);
    }

    void print(JsonObject json) {
        out().println(json.encodePrettily());
        out().flush();
    }
}
