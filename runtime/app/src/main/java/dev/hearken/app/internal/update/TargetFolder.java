package dev.hearken.app.internal.update;

import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.Golden;
import dev.hearken.update.Repository;
import dev.hearken.update.Target;
import dev.hearken.update.TargetFile;
import dev.hearken.update.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes targets of what lies on a publisher's disk, and puts their files into a repository.
 *
 * @param boards for which they are
 * @param min    first runtime they are made for
 * @param below  first runtime they are not made for
 */
public record TargetFolder(Repository repository, List<String> boards, RuntimeVersion min, RuntimeVersion below) {

    public TargetFolder {
        boards = List.copyOf(boards);
    }

    /** A pack, verified, with the recordings that it has to understand. */
    public Target pack(Path folder, GoldenFolder golden, Golden.Limits limits) throws IOException {
        ModelPack pack = ModelPack.load(folder);
        return new Target(TargetKind.PACK, pack.id(), pack.version(), boards, min, below, files(pack.folder()), Optional.of(golden.publish(repository, limits)));
    }

    /** Sentences or settings: a file, or a folder of files. */
    public Target plain(TargetKind kind, String name, String version, Path path) throws IOException {
        List<TargetFile> files = Files.isDirectory(path) ? files(path) : List.of(new TargetFile(path.getFileName().toString(), repository.add(path)));
        return new Target(kind, name, version, boards, min, below, files, Optional.empty());
    }

    private List<TargetFile> files(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.filter(Files::isRegularFile).sorted().toList();
        }
        List<TargetFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new TargetFile(folder.relativize(path).toString().replace('\\', '/'), repository.add(path)));
        }
        return files;
    }
}
