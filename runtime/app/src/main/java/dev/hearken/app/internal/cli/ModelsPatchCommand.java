package dev.hearken.app.internal.cli;

import dev.hearken.update.PatchPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearken models patch}. */
@Command(name = "patch", mixinStandardHelpOptions = true,
    description = {"Adds patches to a repository, so that speakers that have the old files fetch less. Files of the same path in two folders, or two",
        "files, are compared; a patch is kept where it saves at least three tenths. What a patch makes is checked by the signed hash."},
    footerHeading = "%nExample:%n", footer = "  hearken models patch repo packs/en-small-1 packs/en-small-2")
final class ModelsPatchCommand extends ModelsSubcommand {

    @Parameters(index = "0", paramLabel = "DIR", description = "The repository.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "OLD", description = "What speakers have: a pack's folder, or a file.")
    private Path old = Path.of("");

    @Parameters(index = "2", paramLabel = "NEW", description = "What they shall have.")
    private Path young = Path.of("");

    @Override
    int work() throws IOException {
        PatchPublisher publisher = new PatchPublisher(folder);
        if (!Files.isDirectory(young)) {
            patch(publisher, old, young, young.getFileName().toString());
            return ExitCode.OK;
        }
        List<Path> files;
        try (Stream<Path> found = Files.walk(young)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path twin = old.resolve(young.relativize(file).toString());
            if (Files.isRegularFile(twin) && Files.mismatch(twin, file) >= 0) {
                patch(publisher, twin, file, young.relativize(file).toString());
            }
        }
        return ExitCode.OK;
    }

    private void patch(PatchPublisher publisher, Path from, Path to, String name) throws IOException {
        PatchPublisher.Outcome outcome = publisher.add(from, to);
        out().printf(Locale.ROOT, "%s: %d bytes, as a patch %d%s%n", name, outcome.whole(), outcome.length(), outcome.kept() ? "" : ": saves too little, not kept");
        out().flush();
    }
}
