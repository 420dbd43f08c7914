package dev.hearken.app.internal.update;

import dev.hearken.app.internal.bench.ProcessProbe;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.update.Golden;
import dev.hearken.update.Release;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Target;
import dev.hearken.update.TargetKind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The child process's side of the self-test: loads a release as the speaker would and listens to its recordings. */
public final class SelfTestRun {

    private static final double MEBI = 1 << 20;

    private SelfTestRun() {
    }

    /**
     * @param folder  the release's
     * @param load    the configuration with the release's settings; its pack is used by a release that brings none
     * @throws RuntimeException if anything in the release cannot be used
     */
    public static JsonObject run(Path folder, Function<List<Path>, Configuration> load) throws IOException, RefusedException {
        Release release = Release.read(Files.readAllBytes(folder.resolve("release.json")));
        Configuration.Models current = load.apply(ReleasePaths.settings(folder, release)).models();
        Optional<Target> pack = release.targets().stream().filter(t -> t.kind() == TargetKind.PACK).findFirst();
        Configuration.Models models = pack.map(p -> new Configuration.Models(p.name(), List.of(folder.resolve(TargetKind.PACK.word())), current.backEnds())).orElse(current);
        Optional<Golden> golden = pack.flatMap(Target::golden);
        double late = golden.map(g -> (double) g.limits().latencyMillis()).orElse(Double.MAX_VALUE);
        try (GoldenListener listener = new GoldenListener(models, ReleasePaths.sentences(folder, release), late)) {
            if (golden.isEmpty()) {
                return new SelfTestReport(0, List.of(), 0, 0, 0).json();
            }
            return listen(listener, folder.resolve("golden").resolve(pack.orElseThrow().name()), golden.get()).json();
        }
    }

    private static SelfTestReport listen(GoldenListener listener, Path folder, Golden golden) {
        Golden.Recording first = golden.recordings().get(0);
        listener.listen(folder.resolve(first.path()), first.expected(), first.text());
        listener.forget();
        ProcessProbe self = new ProcessProbe(ProcessHandle.current().pid());
        double cpuBefore = self.cpuSeconds();
        List<String> mistakes = new ArrayList<>();
        for (Golden.Recording recording : golden.recordings()) {
            GoldenListener.Outcome outcome = listener.listen(folder.resolve(recording.path()), recording.expected(), recording.text());
            if (!outcome.right()) {
                mistakes.add(recording.path() + ", expected " + recording.expected().word() + " \"" + recording.text() + "\": " + outcome.heard());
            }
        }
        return new SelfTestReport(golden.recordings().size(), mistakes, listener.latencyP95Millis(),
            100 * (self.cpuSeconds() - cpuBefore) / listener.seconds(), self.peakResidentMegabytes() * 1e6 / MEBI);
    }
}
