package dev.hearken.app.internal.cli;

import dev.hearken.update.RefusedException;
import dev.hearken.update.Repository;
import dev.hearken.update.Repository.Signers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken models rotate-root}. */
@Command(name = "rotate-root", mixinStandardHelpOptions = true,
    description = {"Drafts the next root (or the first): who may sign what from now on. A key that is not named is revoked.",
        "It is published when enough old and enough new root keys have signed it, here or later with 'sign'."},
    footerHeading = "%nExample:%n",
    footer = "  hearken models rotate-root repo --root a.pub --root b.pub --root-threshold 2 --timestamp t.pub --targets m.pub --key a.key --key b.key")
final class ModelsRotateRootCommand extends ModelsSubcommand {

    @Parameters(paramLabel = "DIR", description = "The repository.")
    private Path folder = Path.of("");

    @Option(names = "--root", required = true, paramLabel = "PUB", description = "Public key that may sign roots; repeat it.")
    private List<Path> root = new ArrayList<>();

    @Option(names = "--root-threshold", paramLabel = "N", description = "How many of them must sign (default: all).")
    private int rootThreshold;

    @Option(names = "--timestamp", required = true, paramLabel = "PUB", description = "Public key that may sign timestamps; repeat it.")
    private List<Path> timestamp = new ArrayList<>();

    @Option(names = "--timestamp-threshold", paramLabel = "N", description = "How many of them must sign (default: all).")
    private int timestampThreshold;

    @Option(names = "--targets", required = true, paramLabel = "PUB", description = "Public key that may sign what is installed; repeat it.")
    private List<Path> targets = new ArrayList<>();

    @Option(names = "--targets-threshold", paramLabel = "N", description = "How many of them must sign (default: all).")
    private int targetsThreshold;

    @Option(names = "--days", paramLabel = "N", description = "Days until the root must be rotated (default ${DEFAULT-VALUE}).")
    private int days = 1825;

    @Option(names = "--key", paramLabel = "KEY", description = "Key to sign with at once; repeat it.")
    private List<Path> keys = new ArrayList<>();

    @Override
    int work() throws IOException, RefusedException {
        Repository repository = new Repository(folder);
        repository.draftRoot(signers(root, rootThreshold), signers(timestamp, timestampThreshold), signers(targets, targetsThreshold),
            Instant.now().plus(Duration.ofDays(days)));
        repository.sign(signingKeys(keys)).forEach(out()::println);
        return ExitCode.OK;
    }

    private static Signers signers(List<Path> files, int threshold) throws IOException {
        return new Signers(verifyingKeys(files), threshold == 0 ? files.size() : threshold);
    }
}
