package dev.hearken.speech.internal;

import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import java.util.List;
import java.util.Optional;

/**
 * The packs in use and the back ends that can run them.
 *
 * @param packs    by preference: an earlier pack's model hides a later one's of the same role and name
 * @param backends by preference
 */
public record LoadedPacks(List<ModelPack> packs, List<InferenceBackend> backends) {

    public LoadedPacks {
        packs = List.copyOf(packs);
        backends = List.copyOf(backends);
    }

    /** The first pack with a model of this role that one of the back ends runs. */
    public Optional<ModelPack> pack(String role) {
        return packs.stream().filter(pack -> pack.models(role).stream().anyMatch(this::runnable)).findFirst();
    }

    /**
     * The first model of this role that one of the back ends runs, the preferred back end's first.
     *
     * @throws ModelException if there is none; says which packs and back ends were looked at
     */
    public ModelEntry entry(String role) {
        List<ModelEntry> entries = pack(role).map(pack -> pack.models(role)).orElse(List.of());
        for (InferenceBackend backend : backends) {
            for (ModelEntry entry : entries) {
                if (entry.backend().equals(backend.name())) {
                    return entry;
                }
            }
        }
        throw new ModelException("no pack of " + packs + " has a model of role '" + role + "' for the back ends "
            + backends.stream().map(InferenceBackend::name).toList());
    }

    /** All models of this role that a back end runs, from all packs. */
    public List<ModelEntry> entries(String role) {
        return packs.stream().flatMap(pack -> pack.models(role).stream()).filter(this::runnable).toList();
    }

    /** Loads an entry on the back end it is made for. */
    public Model load(ModelEntry entry) {
        return backends.stream().filter(backend -> backend.name().equals(entry.backend())).findFirst()
            .orElseThrow(() -> new ModelException(entry.file() + ": no back end '" + entry.backend() + "' here"))
            .load(entry);
    }

    private boolean runnable(ModelEntry entry) {
        return backends.stream().anyMatch(backend -> backend.name().equals(entry.backend()));
    }
}
