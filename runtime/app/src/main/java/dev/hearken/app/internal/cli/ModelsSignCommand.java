package dev.hearken.app.internal.cli;

import dev.hearken.update.RefusedException;
import dev.hearken.update.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken models sign}. */
@Command(name = "sign", mixinStandardHelpOptions = true,
    description = {"Signs all drafts that the keys may sign, and publishes those that have enough signatures.",
        "The folder can be carried to a machine without a network for this, and back."},
    footerHeading = "%nExamples:%n", footer = {"  hearken models sign repo --key root-2.key", "  hearken models sign repo --renew stable --key timestamp.key"})
final class ModelsSignCommand extends ModelsSubcommand {

    @Parameters(paramLabel = "DIR", description = "The repository.")
    private Path folder = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "Key to sign with; repeat it.")
    private List<Path> keys = new ArrayList<>();

    @Option(names = "--renew", paramLabel = "CHANNEL", description = "Draft a fresh timestamp of this channel first.")
    private @Nullable String renew;

    @Option(names = "--fresh-days", paramLabel = "N", description = "Days until speakers take a renewed timestamp for stale (default ${DEFAULT-VALUE}).")
    private int freshDays = 14;

    @Override
    int work() throws IOException, RefusedException {
        Repository repository = new Repository(folder);
        if (renew != null) {
            repository.renew(renew, Instant.now(), Instant.now().plus(Duration.ofDays(freshDays)));
        }
        List<String> lines = repository.sign(signingKeys(keys));
        lines.forEach(out()::println);
        if (lines.isEmpty()) {
            out().println("there are no drafts");
        }
        return ExitCode.OK;
    }
}
