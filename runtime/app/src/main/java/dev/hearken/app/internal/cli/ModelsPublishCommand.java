package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.update.GoldenFolder;
import dev.hearken.app.internal.update.GoldenVoice;
import dev.hearken.app.internal.update.TargetFolder;
import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.Golden;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Repository;
import dev.hearken.update.Target;
import dev.hearken.update.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken models publish}. */
@Command(name = "publish", mixinStandardHelpOptions = true,
    description = {"Puts packs, sentences and settings into a repository and drafts the documents that name them.",
        "Without --golden the pack's own voice speaks the recordings that speakers test the pack with."},
    footerHeading = "%nExamples:%n", footer = {"  hearken models publish repo --pack models/packs/en-small --key targets.key --key timestamp.key",
        "  hearken models publish repo --sentences kitchen=kitchen.yaml --version 3", "  hearken models publish repo --withdraw 0f3a…"})
final class ModelsPublishCommand extends ModelsSubcommand {

    @Parameters(paramLabel = "DIR", description = "The repository.")
    private Path folder = Path.of("");

    @Option(names = "--pack", paramLabel = "DIR", description = "Folder of a pack; may be repeated.")
    private List<Path> packs = new ArrayList<>();

    @Option(names = "--golden", paramLabel = "DIR", description = "Folder with golden.jsonl and recordings, for the one pack.")
    private @Nullable Path golden;

    @Option(names = "--sentences", paramLabel = "NAME=PATH", description = "A sentence file or a folder of them.")
    private Map<String, Path> sentences = new LinkedHashMap<>();

    @Option(names = "--settings", paramLabel = "NAME=FILE", description = "A layer of hearken.yaml under the user's own.")
    private Map<String, Path> settings = new LinkedHashMap<>();

    @Option(names = "--version", paramLabel = "V", description = "Of sentences and settings (default ${DEFAULT-VALUE}); a pack has its own.")
    private String version = "1";

    @Option(names = "--withdraw", paramLabel = "SHA256", description = "Release or file that no speaker may use any more; repeat it.")
    private Set<String> withdraw = Set.of();

    @Option(names = "--channel", paramLabel = "NAME", description = "Default ${DEFAULT-VALUE}.")
    private String channel = "stable";

    @Option(names = "--board", paramLabel = "NAME", description = "Board it is for; repeat it (default any).")
    private List<String> boards = new ArrayList<>();

    @Option(names = "--runtime", paramLabel = "MIN:BELOW", description = "Runtimes it is for (default ${DEFAULT-VALUE}).")
    private String runtime = "0.1:1.0";

    @Option(names = "--latency-ms", paramLabel = "N", description = "95th percentile from the last word to the transcript (default ${DEFAULT-VALUE}).")
    private int latencyMillis = 800;

    @Option(names = "--cpu-percent", paramLabel = "N", description = "Of one core, while listening (default ${DEFAULT-VALUE}).")
    private int cpuPercent = 100;

    @Option(names = "--memory-mib", paramLabel = "N", description = "Of the process that listens (default ${DEFAULT-VALUE}).")
    private int memoryMiB = 300;

    @Option(names = "--mistakes", paramLabel = "N", description = "Golden recordings that may come out wrong (default ${DEFAULT-VALUE}).")
    private int mistakes;

    @Option(names = "--fallbacks", paramLabel = "N", description = "Models that may run on another back end than they are made for, where those in use do not (default ${DEFAULT-VALUE}).")
    private int fallbacks;

    @Option(names = "--days", paramLabel = "N", description = "Days that the targets document is good for (default ${DEFAULT-VALUE}).")
    private int days = 365;

    @Option(names = "--fresh-days", paramLabel = "N", description = "Days until speakers take the timestamp for stale (default ${DEFAULT-VALUE}).")
    private int freshDays = 14;

    @Option(names = "--key", paramLabel = "KEY", description = "Key to sign with at once; repeat it.")
    private List<Path> keys = new ArrayList<>();

    @Override
    int work() throws IOException, RefusedException {
        Repository repository = new Repository(folder);
        String[] range = runtime.split(":");
        if (range.length != 2) {
            throw new FailedStep(ExitCode.USAGE, "--runtime wants MIN:BELOW such as 0.1:1.0");
        }
        TargetFolder make = new TargetFolder(repository, boards.isEmpty() ? List.of("any") : boards, RuntimeVersion.parse(range[0]), RuntimeVersion.parse(range[1]));
        List<Target> targets = new ArrayList<>();
        for (Path pack : packs) {
            targets.add(make.pack(pack, recordings(pack), new Golden.Limits(latencyMillis, cpuPercent, memoryMiB, mistakes, fallbacks)));
        }
        for (Map.Entry<String, Path> entry : sentences.entrySet()) {
            targets.add(make.plain(TargetKind.SENTENCES, entry.getKey(), version, entry.getValue()));
        }
        for (Map.Entry<String, Path> entry : settings.entrySet()) {
            targets.add(make.plain(TargetKind.SETTINGS, entry.getKey(), version, entry.getValue()));
        }
        Instant now = Instant.now();
        repository.draftTargets(channel, targets, withdraw, now, now.plus(Duration.ofDays(days)), now.plus(Duration.ofDays(freshDays)));
        targets.forEach(target -> out().println(target + ": " + target.files().size() + " files"));
        repository.sign(signingKeys(keys)).forEach(out()::println);
        return ExitCode.OK;
    }

    private GoldenFolder recordings(Path pack) throws IOException {
        if (golden != null) {
            return GoldenFolder.read(golden);
        }
        Path absolute = pack.toAbsolutePath().normalize();
        Configuration.Models models = new Configuration.Models(absolute.getFileName().toString(), List.of(absolute.getParent()), BackEndSettings.DEFAULT);
        GoldenFolder spoken = GoldenVoice.make(models, Files.createTempDirectory("hearken-golden"), dropped -> out().println("left out, the pack does not understand its own voice: " + dropped));
        out().println("golden recordings, spoken by the pack: " + spoken.entries().size() + " in " + spoken.folder());
        return spoken;
    }
}
