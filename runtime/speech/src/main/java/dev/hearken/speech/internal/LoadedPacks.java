package dev.hearken.speech.internal;

import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The packs in use and the back ends that can run them.
 *
 * @param packs    by preference: an earlier pack's model hides a later one's of the same role and name
 * @param backends which of them runs a model, and which then
 */
public record LoadedPacks(List<ModelPack> packs, BackendOrder backends) {

    public LoadedPacks {
        packs = List.copyOf(packs);
    }

    /** The first pack with a model of this role that one of the back ends runs. */
    public Optional<ModelPack> pack(String role) {
        return packs.stream().filter(pack -> !runnable(pack, role).isEmpty()).findFirst();
    }

    /**
     * The first model of this role that one of the back ends runs, the preferred back end's first.
     *
     * @throws ModelException if there is none; says which packs and back ends were looked at
     */
    public ModelEntry entry(String role) {
        return pack(role).map(pack -> runnable(pack, role).get(0)).orElseThrow(() -> new ModelException("no pack of " + packs
            + " has a model of role '" + role + "' for the back ends " + backends.names()));
    }

    /**
     * The model of this role and name that one of the back ends runs, the preferred back end's first.
     *
     * @throws ModelException if there is none
     */
    public ModelEntry entry(String role, String name) {
        return entries(role).stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow(() -> new ModelException("no pack of " + packs
            + " has a " + role + " named '" + name + "' for the back ends " + backends.names()));
    }

    /** All models of this role that a back end runs, from all packs; of those for several back ends, the preferred one's. */
    public List<ModelEntry> entries(String role) {
        List<ModelEntry> entries = new ArrayList<>();
        for (ModelPack pack : packs) {
            Set<String> named = new LinkedHashSet<>();
            runnable(pack, role).stream().filter(entry -> named.add(entry.name())).forEach(entries::add);
        }
        return entries;
    }

    /** Loads an entry on the back end it is made for; where that fails, now or later, the same model of the same pack for the next. */
    public Model load(ModelEntry entry) {
        List<ModelEntry> variants = packs.stream().filter(pack -> pack.models().contains(entry)).findFirst()
            .map(pack -> runnable(pack, entry.role()).stream().filter(other -> other.name().equals(entry.name())).toList()).orElse(List.of());
        if (variants.isEmpty()) {
            throw new ModelException(entry.file() + ": no back end '" + entry.backend() + "' here");
        }
        return backends.load(variants);
    }

    private List<ModelEntry> runnable(ModelPack pack, String role) {
        return backends.runnable(role, pack.models(role));
    }
}
