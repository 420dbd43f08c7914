package dev.hearken.app.internal.update;

import dev.hearken.app.internal.bench.ProcessProbe;
import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.models.api.Fallback;
import dev.hearken.update.Golden;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.SelfTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the self-test in a process of its own, with the class path and the kind of flags of this one: a model that crashes, hangs or
 * eats memory takes nothing with it but that process.
 */
public final class ChildSelfTest implements SelfTest {

    private static final Logger LOG = LoggerFactory.getLogger(ChildSelfTest.class);
    /** The memory of the daemon (board-configs/java), and one compiler: it is over before the second pays. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xss512k", "-Xms16m", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
        "-Dfile.encoding=UTF-8");
    /** Property with which the launcher names its archive of loaded classes. */
    private static final String ARCHIVE = "hearken.class-archive";
    /** For a release without golden recordings, which only has to compile. */
    private static final int PLAIN_MEMORY_MIB = 512;
    private static final int LONGEST_REPORT = 1 << 20;
    private static final long LOOK_MILLIS = 50;
    /** Times that a release listens whose models fall back: an NPU may have been busy for a moment. */
    private static final int MOST_RUNS = 2;

    private final Path java;
    private final Path updates;
    private final List<String> options;
    private final Duration patience;
    private final Supplier<ModelPlaces> inUse;

    /**
     * @param updates  the updater's folder
     * @param options  of {@code hearken models self-test}, so that the child reads the same configuration
     * @param patience the longest it may take
     * @param inUse    tells where the models in use run, if a release's cannot run where they should
     */
    public ChildSelfTest(Path updates, List<String> options, Duration patience, Supplier<ModelPlaces> inUse) {
        this(Path.of(System.getProperty("java.home"), "bin", "java"), updates, options, patience, inUse);
    }

    /** @param java what runs the child */
    ChildSelfTest(Path java, Path updates, List<String> options, Duration patience, Supplier<ModelPlaces> inUse) {
        this.java = java;
        this.updates = updates;
        this.options = List.copyOf(options);
        this.patience = patience;
        this.inUse = inUse;
    }

    @Override
    public Optional<String> failure(InstalledRelease release) throws IOException {
        Optional<Golden> golden = release.release().golden();
        int allowed = golden.map(g -> g.limits().fallbacks()).orElse(0);
        for (int run = 1; ; run++) {
            Verdict verdict = listen(release, golden);
            if (verdict.failure().isPresent()) {
                return verdict.failure();
            }
            List<Fallback> fallbacks = verdict.report().fallbacks();
            Optional<String> fallenBack = fallbacks.isEmpty() ? Optional.empty() : verdict.report().fallenBack(allowed, inUse.get());
            if (fallenBack.isEmpty()) {
                new SelfTestNote(updates).write(release.release().digest(), fallbacks);
                return Optional.empty();
            }
            if (run == MOST_RUNS) {
                return fallenBack;
            }
            LOG.info("self-test: once more, since {}", fallenBack.get());
        }
    }

    /** What a child says, or why there is nothing to be had from it. */
    private record Verdict(Optional<String> failure, SelfTestReport report) {

        static Verdict failed(String reason) {
            return new Verdict(Optional.of(reason), SelfTestReport.NONE);
        }
    }

    private Verdict listen(InstalledRelease release, Optional<Golden> golden) throws IOException {
        Path folder = updates.resolve(release.folder());
        @Nullable Path output = null;
        @Nullable Process child = null;
        try {
            output = Files.createTempFile("hearken-self-test", ".json");
            child = start(folder, output);
            Optional<String> failure = watch(child, output, golden.map(g -> g.limits().memoryMiB()).orElse(PLAIN_MEMORY_MIB));
            Verdict verdict = failure.isPresent() ? new Verdict(failure, SelfTestReport.NONE) : verdict(child.exitValue(), output, golden);
            return new Verdict(verdict.failure().map(reason -> ReleasePaths.reason(reason, folder)), verdict.report());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the program ends");
        } finally {
            end(child, output);
        }
    }

    private Process start(Path folder, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(FLAGS);
        command.add("-Dhearken.home=" + System.getProperty("hearken.home", ""));
        String archive = System.getProperty(ARCHIVE, "");
        if (!archive.isEmpty()) {
            command.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.hearken.app.Hearken", "models", "self-test", folder.toString()));
        command.addAll(options);
        return new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Ends a child that takes too long or too much. */
    private Optional<String> watch(Process child, Path output, int memoryMiB) throws InterruptedException, IOException {
        sacrifice(child);
        long deadline = System.nanoTime() + patience.toNanos();
        ProcessProbe probe = new ProcessProbe(child.pid());
        while (!child.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - deadline > 0) {
                return Optional.of("its self-test did not end within " + patience.toSeconds() + " s");
            }
            if (Files.size(output) > LONGEST_REPORT) {
                return Optional.of("its self-test wrote too much");
            }
            try {
                if (probe.residentMegabytes() * 1e6 > (double) memoryMiB * (1 << 20)) {
                    return Optional.of("it needs more than the " + memoryMiB + " MiB of memory that are allowed");
                }
            } catch (IllegalStateException e) {
                LOG.debug("the child has just ended", e);
            }
        }
        return Optional.empty();
    }

    /** If memory runs out between two looks, the kernel takes this process and not the speaker. */
    private static void sacrifice(Process child) {
        try {
            Files.writeString(Path.of("/proc", String.valueOf(child.pid()), "oom_score_adj"), "1000");
        } catch (IOException e) {
            LOG.debug("no way to prefer the child when memory runs out", e);
        }
    }

    private static Verdict verdict(int exit, Path output, Optional<Golden> golden) throws IOException {
        if (exit != 0) {
            return Verdict.failed(exit > 128 ? "it crashed the process that loaded it (signal " + (exit - 128) + ")"
                : "it cannot be loaded or used: " + firstLine(output) + " (exit code " + exit + ")");
        }
        if (Files.size(output) > LONGEST_REPORT) {
            return Verdict.failed("its self-test wrote too much");
        }
        try {
            SelfTestReport report = SelfTestReport.parse(Files.readString(output));
            LOG.info("self-test: {}", report.words());
            return new Verdict(report.failure(golden), report);
        } catch (IllegalArgumentException e) {
            return Verdict.failed("its self-test ended without a report");
        }
    }

    private static String firstLine(Path output) throws IOException {
        byte[] bytes = Files.readAllBytes(output);
        String text = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("no reason given");
    }

    private static void end(@Nullable Process child, @Nullable Path output) {
        if (child != null) {
            child.destroyForcibly();
        }
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            LOG.debug("a temporary file stays", e);
        }
    }
}
