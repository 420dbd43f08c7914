package dev.hearken.speech;

import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.speech.internal.LoadedPacks;
import dev.hearken.speech.internal.voice.NeuralVoice;
import java.nio.file.Path;
import java.util.List;

/** Makes voices out of packs. */
public final class Voices {

    private Voices() {
    }

    /**
     * Loads the voice of a pack.
     *
     * @param pack           with two models of role {@code voice}: {@code encoder} and {@code decoder}
     * @param backends       by preference; not closed by the voice
     * @param pronunciations how words sound, usually the pack's {@link Lexicon}
     * @throws ModelException if the pack has no voice or lacks a table that its language is read by, or no back end is the one that it is made for
     */
    public static SpeechSynthesizer open(ModelPack pack, List<InferenceBackend> backends, PronunciationSource pronunciations) {
        return open(new LoadedPacks(List.of(pack), BackendOrder.of(backends)), pronunciations);
    }

    static SpeechSynthesizer open(LoadedPacks packs, PronunciationSource pronunciations) {
        Path folder = packs.pack(NeuralVoice.ROLE).orElseThrow(() -> new ModelException("no pack of " + packs.packs() + " has a voice")).folder();
        return NeuralVoice.open(folder, packs.entry(NeuralVoice.ROLE, NeuralVoice.ENCODER), packs.entry(NeuralVoice.ROLE, NeuralVoice.DECODER), packs::load, pronunciations);
    }
}
