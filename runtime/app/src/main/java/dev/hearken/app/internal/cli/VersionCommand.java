package dev.hearken.app.internal.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearken version}. */
@Command(name = "version", description = "Prints the version of Hearken and of the Java that runs it.", mixinStandardHelpOptions = true)
public final class VersionCommand implements Callable<Integer>, CommandLine.IVersionProvider {

    @Spec
    private @Nullable CommandSpec spec;

    /** Of the jar's manifest; "development" when run from class files. */
    static String hearken() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"hearken " + hearken(), "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")};
    }

    @Override
    public Integer call() {
        if (spec != null) {
            for (String line : getVersion()) {
                spec.commandLine().getOut().println(line);
            }
        }
        return ExitCode.OK;
    }
}
