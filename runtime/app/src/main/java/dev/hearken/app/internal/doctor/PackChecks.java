package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every pack on the pack path is read and verified to the last byte. */
final class PackChecks {

    private PackChecks() {
    }

    /** The packs of all languages that are listened for, and what else is there. */
    static List<Check> of(Configuration configuration) {
        List<Check> checks = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(List.of(configuration.models().pack()));
        configuration.secondLanguage().ifPresent(other -> missing.add(other.models().pack()));
        for (Path folder : new ModelPacks(configuration.models().packPath()).folders()) {
            checks.add(of(folder, missing.remove(folder.getFileName().toString())));
        }
        missing.forEach(pack -> checks.add(Check.fault("pack " + pack, "not found in " + configuration.models().packPath())));
        return checks;
    }

    private static Check of(Path folder, boolean configured) {
        String subject = "pack " + folder.getFileName();
        try {
            ModelPack pack = ModelPack.load(folder);
            List<String> roles = pack.models().stream().map(PackChecks::label).toList();
            return Check.ok(subject, String.format(Locale.ROOT, "%s%s, %s, %s, %.1f MB, every file verified: %s (%s)", pack.version(),
                configured ? " in use" : "", pack.language(), pack.licence(), pack.size() / 1e6, String.join(", ", roles), pack.folder()));
        } catch (ModelException e) {
            String reason = String.valueOf(e.getMessage());
            return configured ? Check.fault(subject, reason) : Check.warning(subject, reason);
        }
    }

    private static String label(ModelEntry entry) {
        return entry.role() + " '" + entry.name() + "' on " + entry.backend();
    }
}
