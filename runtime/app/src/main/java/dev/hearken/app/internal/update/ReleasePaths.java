package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Release;
import dev.hearken.update.Target;
import dev.hearken.update.TargetKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the parts of a release lie, in the words of the configuration. */
final class ReleasePaths {

    private ReleasePaths() {
    }

    /** The configured models, with the release's pack before all others. */
    static Configuration.Models models(Configuration.Models configured, Optional<InstalledRelease> release, Path updates) {
        List<Path> places = new ArrayList<>();
        release.filter(r -> r.pack(updates).isPresent()).ifPresent(r -> places.add(updates.resolve(r.folder()).resolve(TargetKind.PACK.word())));
        places.addAll(configured.packPath());
        return new Configuration.Models(configured.pack(), places, configured.backEnds());
    }

    /** Sentence files as {@code grammar.files} takes them: a folder where a target has several files. */
    static List<Path> sentences(Path folder, Release release) {
        return paths(folder, release, TargetKind.SENTENCES);
    }

    /** Layers of configuration. */
    static List<Path> settings(Path folder, Release release) {
        return paths(folder, release, TargetKind.SETTINGS);
    }

    /** A reason in which files of a release are called as its publisher calls them; where they lie on this board leaves no room for what is wrong. */
    static String reason(String reason, Path folder) {
        return reason.replace(folder.toAbsolutePath().normalize() + "/", "").replace(folder + "/", "");
    }

    private static List<Path> paths(Path folder, Release release, TargetKind kind) {
        List<Path> paths = new ArrayList<>();
        for (Target target : release.targets()) {
            if (target.kind() == kind) {
                Path place = folder.resolve(target.folder());
                boolean together = kind == TargetKind.SENTENCES && target.files().size() > 1;
                if (together) {
                    paths.add(place);
                } else {
                    target.files().forEach(file -> paths.add(place.resolve(file.path())));
                }
            }
        }
        return paths;
    }
}
