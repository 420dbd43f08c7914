package dev.hearken.app.internal.model;

import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelPack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** On which back end each model of some packs runs. Immutable. */
public record ModelPlaces(List<Place> places) {

    /** Where nothing runs. */
    public static final ModelPlaces NONE = new ModelPlaces(List.of());

    /** One model and its back end. */
    public record Place(String role, String name, String backEnd) {
    }

    public ModelPlaces {
        places = List.copyOf(places);
    }

    /**
     * @param packs     whose models they are
     * @param elsewhere those that run where they should not
     */
    static ModelPlaces of(List<ModelPack> packs, BackendOrder order, List<Fallback> elsewhere) {
        List<Place> places = new ArrayList<>();
        for (ModelPack pack : packs) {
            for (String role : pack.models().stream().map(ModelEntry::role).distinct().toList()) {
                List<ModelEntry> runnable = order.runnable(role, pack.models(role));
                for (String name : runnable.stream().map(ModelEntry::name).distinct().toList()) {
                    String wanted = runnable.stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow().backend();
                    places.add(new Place(role, name, elsewhere.stream().filter(f -> f.role().equals(role) && f.name().equals(name))
                        .reduce((earlier, later) -> later).map(Fallback::to).orElse(wanted)));
                }
            }
        }
        return new ModelPlaces(places);
    }

    /**
     * Whether a model of another pack that falls back is worse off than those here: nothing of its kind runs here on the back end it falls back to.
     * Its kind are models of its role and name, else of its role, else all.
     */
    public boolean worseThanHere(Fallback fallback) {
        List<Place> kind = kind(place -> place.role().equals(fallback.role()) && place.name().equals(fallback.name()));
        if (kind.isEmpty()) {
            kind = kind(place -> place.role().equals(fallback.role()));
        }
        if (kind.isEmpty()) {
            kind = places;
        }
        return kind.stream().noneMatch(place -> place.backEnd().equals(fallback.to()));
    }

    private List<Place> kind(Predicate<Place> like) {
        return places.stream().filter(like).toList();
    }
}
