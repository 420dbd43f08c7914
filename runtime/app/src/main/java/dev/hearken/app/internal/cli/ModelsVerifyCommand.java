package dev.hearken.app.internal.cli;

import dev.hearken.update.DeliveryException;
import dev.hearken.update.FolderSource;
import dev.hearken.update.RefusedException;
import dev.hearken.update.RepositoryCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken models verify}. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Looks at a repository as a speaker would that has never seen it, and hashes every file.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:a speaker would accept all of it", "1:it would not; the message says why"},
    footerHeading = "%nExample:%n", footer = "  hearken models verify repo --root 1.root.json")
final class ModelsVerifyCommand extends ModelsSubcommand {

    @Parameters(paramLabel = "DIR", description = "The repository.")
    private Path folder = Path.of("");

    @Option(names = "--root", paramLabel = "FILE", description = "The root that speakers pin (default: the repository's first).")
    private @Nullable Path root;

    @Option(names = "--channel", paramLabel = "NAME", description = "Default ${DEFAULT-VALUE}.")
    private String channel = "stable";

    @Override
    int work() throws IOException, RefusedException, DeliveryException {
        byte[] pinned = Files.readAllBytes(root == null ? folder.resolve("1.root.json") : root);
        try (FolderSource source = new FolderSource(folder)) {
            RepositoryCheck.check(source, pinned, channel, InstantSource.system()).forEach(out()::println);
        }
        return ExitCode.OK;
    }
}
