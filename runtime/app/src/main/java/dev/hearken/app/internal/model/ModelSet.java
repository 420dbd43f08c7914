package dev.hearken.app.internal.model;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.FallbackListener;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import dev.hearken.speech.SpeechModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configured pack, opened on the configured back ends. */
public final class ModelSet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSet.class);
    private static final String WAKE_PACK = "wake-";

    private final ModelPack pack;
    /** Wake packs first. */
    private final List<ModelPack> all;
    private final List<InferenceBackend> backEnds;
    private final BackendOrder order;
    private final SpeechModels speech;
    /** Of the second language, if there is one. */
    private Optional<ModelSet> second = Optional.empty();

    private ModelSet(ModelPack pack, List<ModelPack> all, List<InferenceBackend> backEnds, BackendOrder order) {
        this.pack = pack;
        this.all = List.copyOf(all);
        this.backEnds = backEnds;
        this.order = order;
        this.speech = SpeechModels.open(all, order);
    }

    /** {@link #open(Configuration, FallbackListener)} with the log for a listener. */
    public static ModelSet open(Configuration configuration) {
        return open(configuration, FallbackJournal::log);
    }

    /**
     * Verifies the packs of all languages that are listened for, and opens them.
     *
     * @throws dev.hearken.models.api.ModelException naming the pack or back end and the reason
     */
    public static ModelSet open(Configuration configuration, FallbackListener fallbacks) {
        ModelSet first = open(configuration.models(), fallbacks);
        try {
            first.second = configuration.secondLanguage().map(other -> open(other.models(), fallbacks));
            return first;
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /**
     * Verifies the pack and opens it.
     *
     * @throws dev.hearken.models.api.ModelException naming the pack or back end and the reason
     */
    public static ModelSet open(Configuration.Models models) {
        return open(models, FallbackJournal::log);
    }

    /** The same, with somebody who is told of each model that runs elsewhere than it should, now or later. */
    public static ModelSet open(Configuration.Models models, FallbackListener fallbacks) {
        ModelPacks packs = new ModelPacks(models.packPath());
        ModelPack pack = packs.load(models.pack());
        List<ModelPack> all = wakePacks(packs, pack.language());
        all.add(pack);
        List<InferenceBackend> backEnds = BackEnds.configured(models.backEnds());
        try {
            BackEnds.requireOne(backEnds);
            return new ModelSet(pack, all, backEnds, new BackendOrder(backEnds, models.backEnds()::order, fallbacks));
        } catch (RuntimeException e) {
            backEnds.forEach(InferenceBackend::close);
            throw e;
        }
    }

    /** Packs that only bring verifiers of wake phrases, as {@code hearken models train-wake} makes them; a faulty one is left out. */
    private static List<ModelPack> wakePacks(ModelPacks packs, String language) {
        List<ModelPack> found = new ArrayList<>();
        for (Path folder : packs.folders()) {
            if (folder.getFileName().toString().startsWith(WAKE_PACK)) {
                try {
                    ModelPack pack = ModelPack.load(folder);
                    if (pack.language().equals(language) && pack.models().stream().allMatch(entry -> entry.role().equals("wake-verifier"))) {
                        found.add(pack);
                    }
                } catch (ModelException e) {
                    LOG.warn("left out: {}", e.getMessage());
                }
            }
        }
        return found;
    }

    public ModelPack pack() {
        return pack;
    }

    public SpeechModels speech() {
        return speech;
    }

    Optional<ModelSet> second() {
        return second;
    }

    /** @param elsewhere models of this set that run where they should not, as its listener was told */
    public ModelPlaces places(List<Fallback> elsewhere) {
        return ModelPlaces.of(all, order, elsewhere);
    }

    @Override
    public void close() {
        second.ifPresent(ModelSet::close);
        speech.close();
        backEnds.forEach(InferenceBackend::close);
    }
}
