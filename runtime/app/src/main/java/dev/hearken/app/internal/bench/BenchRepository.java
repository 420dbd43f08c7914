package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.update.GoldenFolder;
import dev.hearken.app.internal.update.GoldenVoice;
import dev.hearken.app.internal.update.TargetFolder;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.Golden;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Repository;
import dev.hearken.update.SigningKey;
import dev.hearken.update.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A repository with keys of its own, in which the configured pack appears again and again under other versions. */
final class BenchRepository {

    private static final Golden.Limits FREE = new Golden.Limits(60_000, 10_000, 1, 0);
    private static final Duration GOOD = Duration.ofDays(1);

    private final Path folder;
    private final Repository repository;
    private final SigningKey key = SigningKey.generate();
    private final ModelPack pack;
    private final GoldenFolder golden;

    BenchRepository(Path below, Configuration.Models models) throws IOException, RefusedException {
        folder = Files.createDirectories(below.resolve("repository"));
        repository = new Repository(folder);
        pack = new ModelPacks(models.packPath()).load(models.pack());
        golden = GoldenVoice.make(models, below.resolve("golden"), dropped -> { });
        Repository.Signers signers = new Repository.Signers(List.of(key.verifyingKey()), 1);
        repository.draftRoot(signers, signers, signers, Instant.now().plus(GOOD));
        repository.sign(List.of(key));
    }

    Path folder() {
        return folder;
    }

    Path root() {
        return folder.resolve("1.root.json");
    }

    /** Of the pack. */
    long bytes() {
        return pack.size();
    }

    /**
     * Publishes the pack once more as another version, which makes it another release.
     *
     * @param memoryMiB that it states to need
     * @return names the occasion
     */
    String publish(String version, int memoryMiB) throws IOException, RefusedException {
        TargetFolder make = new TargetFolder(repository, List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("99.0"));
        Target again = make.pack(pack.folder(), golden, new Golden.Limits(FREE.latencyMillis(), FREE.cpuPercent(), memoryMiB, FREE.mistakes()));
        Target renamed = new Target(again.kind(), again.name(), again.version() + "+bench." + version, again.boards(), again.min(), again.below(), again.files(),
            again.golden());
        Instant now = Instant.now();
        long counter = repository.draftTargets("stable", List.of(renamed), Set.of(), now, now.plus(GOOD), now.plus(GOOD));
        repository.sign(List.of(key));
        return "bench-" + counter;
    }
}
