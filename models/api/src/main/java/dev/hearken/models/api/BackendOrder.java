package dev.hearken.models.api;

import dev.hearken.models.api.internal.FallbackModel;
import dev.hearken.models.api.internal.Whereabouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Loads each model on the first back end of its role's order that can run it, and lets it go on with the next one when that fails,
 * even in the middle of an utterance. Back ends that can be had are given once; which of them is preferred may differ by role,
 * for a small network may be faster on the processor than on an NPU. Thread-safe; the models are not.
 */
public final class BackendOrder {

    private final List<InferenceBackend> backends;
    private final Function<String, List<String>> order;
    private final FallbackListener fallbacks;

    /**
     * @param backends  not closed by this object
     * @param order     role to names of back ends, preferred first; names of which there is no back end are passed over
     * @param fallbacks is told of every model that runs elsewhere than it should, and when it does no more
     */
    public BackendOrder(List<InferenceBackend> backends, Function<String, List<String>> order, FallbackListener fallbacks) {
        this.backends = List.copyOf(backends);
        this.order = order;
        this.fallbacks = fallbacks;
    }

    /** The same order for every role, and nobody to be told of fall-backs. */
    public static BackendOrder of(List<InferenceBackend> backends) {
        List<String> names = backends.stream().map(InferenceBackend::name).toList();
        return new BackendOrder(backends, role -> names, fallback -> { });
    }

    /** Names of the back ends there are. */
    public List<String> names() {
        return backends.stream().map(InferenceBackend::name).toList();
    }

    /** The entries of one role that a back end of its order is made for, the preferred back end's first, else as they stand. */
    public List<ModelEntry> runnable(String role, List<ModelEntry> entries) {
        List<ModelEntry> sorted = new ArrayList<>();
        for (String name : order.apply(role)) {
            if (backend(name).isPresent()) {
                entries.stream().filter(entry -> entry.backend().equals(name)).forEach(sorted::add);
            }
        }
        return sorted;
    }

    /**
     * Loads the first that can be loaded; the others stand by.
     *
     * @param variants the same model for several back ends, as {@link #runnable} sorts them
     * @throws ModelException if none can be loaded; gives every reason
     */
    public Model load(List<ModelEntry> variants) {
        if (variants.isEmpty()) {
            throw new ModelException("no model for the back ends " + names());
        }
        ModelEntry wanted = variants.get(0);
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            ModelEntry entry = variants.get(i);
            try {
                Model model = load(wanted, entry);
                if (variants.size() == 1) {
                    return model;
                }
                Optional<Fallback> elsewhere = i == 0 ? Optional.empty()
                    : Optional.of(new Fallback(wanted.role(), wanted.name(), wanted.backend(), entry.backend(), String.join("; ", reasons), false));
                return new FallbackModel(entry, model, variants.subList(i + 1, variants.size()), next -> load(wanted, next), new Whereabouts(elsewhere, fallbacks));
            } catch (ModelException e) {
                reasons.add(entry.backend() + ": " + e.getMessage());
            }
        }
        throw new ModelException(reasons.size() == 1 ? reasons.get(0).substring(wanted.backend().length() + 2)
            : wanted.label() + " runs on no back end: " + String.join("; ", reasons));
    }

    private Model load(ModelEntry wanted, ModelEntry entry) {
        if (!tensors(wanted).equals(tensors(entry))) {
            throw new ModelException(entry.file() + ": its tensors are not those of " + wanted.file() + ", so that neither can stand in for the other");
        }
        return backend(entry.backend()).orElseThrow(() -> new ModelException(entry.file() + ": no back end '" + entry.backend() + "' here, only "
            + names())).load(entry);
    }

    /** Everything that a caller of the model sees of its tensors. */
    private static List<List<TensorSpec>> tensors(ModelEntry entry) {
        return List.of(entry.inputs(), entry.outputs());
    }

    private Optional<InferenceBackend> backend(String name) {
        return backends.stream().filter(backend -> backend.name().equals(name)).findFirst();
    }
}
