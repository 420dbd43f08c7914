package dev.hearken.app.internal.model;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import dev.hearken.speech.SpeechModels;
import java.util.List;

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
        ModelPack pack = new ModelPacks(models.packPath()).load(models.pack());
        List<InferenceBackend> backEnds = BackEnds.configured(models.backEnds());
        try {
            return new ModelSet(pack, backEnds, SpeechModels.open(List.of(pack), BackEnds.usable(backEnds)));
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
