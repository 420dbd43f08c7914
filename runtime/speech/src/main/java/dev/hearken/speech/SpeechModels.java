package dev.hearken.speech;

import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelPack;
import java.util.List;

/**
 * Everything the speaker hears and speaks with, made from packs. Opening reads the small tables; networks are loaded by the
 * method that needs them, and each object returned has its own. Thread-safe; the objects returned are confined to one thread
 * each and must be closed before this is.
 */
public final class SpeechModels implements AutoCloseable {

    private static final String NOT_YET = "not merged yet";

    private final List<ModelPack> packs;
    private final List<InferenceBackend> backends;

    private SpeechModels(List<ModelPack> packs, List<InferenceBackend> backends) {
        this.packs = List.copyOf(packs);
        this.backends = List.copyOf(backends);
    }

    /**
     * @param packs    for each role the first pack that has it is used; wake verifiers are taken from all
     * @param backends usable ones, by preference; not closed by this object
     * @throws dev.hearken.models.api.ModelException if a pack lacks what the speaker cannot do without
     */
    public static SpeechModels open(List<ModelPack> packs, List<InferenceBackend> backends) {
        return new SpeechModels(packs, backends);
    }

    /** Two-letter code of the recogniser's language. */
    public String language() {
        return packs.get(0).language();
    }

    /**
     * Compiles a grammar for this recogniser's phones and lexicon; any thread, may take long for large grammars.
     *
     * @throws IllegalArgumentException if the grammar is faulty; the message says where
     */
    public CompiledGrammar compile(Grammar grammar) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** A recogniser with {@link RecognizerSettings#DEFAULT}. */
    public SpeechRecognizer recognizer() {
        return recognizer(RecognizerSettings.DEFAULT);
    }

    public SpeechRecognizer recognizer(RecognizerSettings settings) {
        throw new UnsupportedOperationException(NOT_YET + backends);
    }

    /**
     * A detector for one or several typed phrases, all fed by one acoustic model.
     *
     * @throws IllegalArgumentException if a phrase is empty or cannot be pronounced
     */
    public WakeWordDetector wakeWordDetector(List<String> phrases, WakeSettings settings) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /**
     * Looks at a phrase before it is used.
     *
     * @throws IllegalArgumentException if it is empty or cannot be pronounced
     */
    public PhraseAssessment assess(String phrase) {
        throw new UnsupportedOperationException(NOT_YET);
    }

    public VoiceActivityDetector voiceActivityDetector() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    /** Whether a pack has a voice. */
    public boolean hasVoice() {
        return packs.stream().anyMatch(pack -> pack.find("voice").isPresent());
    }

    /** @throws dev.hearken.models.api.ModelException if no pack has a voice */
    public SpeechSynthesizer synthesizer() {
        throw new UnsupportedOperationException(NOT_YET);
    }

    @Override
    public void close() {
    }
}
