package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.Configuration.Models;
import dev.hearken.app.internal.model.BackEnds;
import dev.hearken.app.internal.model.FallbackJournal;
import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** On what each model of the pack really runs, where more than one back end is wished for; and what the running speaker has noted. */
final class ModelChecks {

    private ModelChecks() {
    }

    static List<Check> of(Models models, FallbackJournal journal) {
        List<Check> checks = new ArrayList<>();
        if (models.backEnds().names().size() > 1) {
            List<InferenceBackend> backEnds = BackEnds.configured(models.backEnds());
            try {
                checks.addAll(loaded(models, new ModelPacks(models.packPath()).load(models.pack()), backEnds));
            } catch (ModelException e) {
                // A pack that cannot be used is told of already, with its reason.
                return checks;
            } finally {
                backEnds.forEach(InferenceBackend::close);
            }
        }
        journal.lines().forEach(line -> checks.add(Check.warning("running speaker", line)));
        return checks;
    }

    /** Loads every model once, as the speaker would, and lets go of it. */
    static List<Check> loaded(Models models, ModelPack pack, List<InferenceBackend> backEnds) {
        List<Check> checks = new ArrayList<>();
        List<Fallback> fallbacks = new ArrayList<>();
        BackendOrder order = new BackendOrder(backEnds, models.backEnds()::order, fallbacks::add);
        Set<String> seen = new TreeSet<>();
        for (ModelEntry entry : pack.models()) {
            if (!seen.add(entry.label())) {
                continue;
            }
            List<ModelEntry> variants = order.runnable(entry.role(), pack.models(entry.role())).stream().filter(v -> v.name().equals(entry.name())).toList();
            fallbacks.clear();
            try {
                order.load(variants).close();
                String wanted = models.backEnds().order(entry.role()).get(0);
                checks.add(fallbacks.isEmpty() ? there(entry, variants.get(0).backend(), wanted, backEnds) : Check.warning("model", fallbacks.get(0).toString()));
            } catch (ModelException e) {
                checks.add(Check.fault("model", entry.label() + ": " + e.getMessage()));
            }
        }
        return checks;
    }

    private static Check there(ModelEntry entry, String backend, String wanted, List<InferenceBackend> backEnds) {
        if (!backend.equals(wanted)) {
            return Check.warning("model", entry.label() + " runs on " + backend + " instead of " + wanted + ": the pack has no file for " + wanted);
        }
        // Asked after a model was loaded: only then an NPU's library tells the version of the kernel's driver.
        String details = backEnds.stream().filter(b -> b.name().equals(backend)).map(b -> b.probe().version() + ", " + b.probe().detail()).findFirst().orElse("");
        return Check.ok("model", entry.label() + " runs on " + backend + " (" + details + ")");
    }
}
