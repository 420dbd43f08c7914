package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.Configuration.Models;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every pack on the pack path is read and verified to the last byte. */
final class PackChecks {

    private PackChecks() {
    }

    static List<Check> of(Models models) {
        List<Check> checks = new ArrayList<>();
        ModelPacks packs = new ModelPacks(models.packPath());
        boolean found = false;
        for (Path folder : packs.folders()) {
            boolean configured = folder.getFileName().toString().equals(models.pack()) && !found;
            found |= configured;
            checks.add(of(folder, configured));
        }
        if (!found) {
            checks.add(Check.fault("pack " + models.pack(), "not found in " + models.packPath()));
        }
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
