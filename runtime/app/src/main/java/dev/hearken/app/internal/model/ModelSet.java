package dev.hearken.app.internal.model;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import dev.hearken.speech.SpeechModels;
import java.util.List;
import java.util.function.Consumer;

/** The configured pack, opened on the configured back ends. */
public final class ModelSet implements AutoCloseable {

    private final ModelPack pack;
    private final List<InferenceBackend> backEnds;
    private final SpeechModels speech;

    private ModelSet(ModelPack pack, List<InferenceBackend> backEnds, SpeechModels speech) {
        this.pack = pack;
        this.backEnds = backEnds;
        this.speech = speech;
    }

    /**
     * Verifies the pack and opens it.
     *
     * @throws dev.hearken.models.api.ModelException naming the pack or back end and the reason
     */
    public static ModelSet open(Configuration.Models models) {
        return open(models, FallbackJournal::log);
    }

    /**
     * The same, with somebody who is told of each model that runs elsewhere than it should, now or later.
     *
     * @param fallbacks called by the threads that run models
     */
    public static ModelSet open(Configuration.Models models, Consumer<Fallback> fallbacks) {
        ModelPack pack = new ModelPacks(models.packPath()).load(models.pack());
        List<InferenceBackend> backEnds = BackEnds.configured(models.backEnds());
        try {
            return new ModelSet(pack, backEnds, SpeechModels.open(List.of(pack), new BackendOrder(BackEnds.usable(backEnds), models.backEnds()::order, fallbacks)));
        } catch (RuntimeException e) {
            backEnds.forEach(InferenceBackend::close);
            throw e;
        }
    }

    public ModelPack pack() {
        return pack;
    }

    public SpeechModels speech() {
        return speech;
    }

    @Override
    public void close() {
        speech.close();
        backEnds.forEach(InferenceBackend::close);
    }
}
