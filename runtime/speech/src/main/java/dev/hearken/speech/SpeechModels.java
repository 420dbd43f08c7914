package dev.hearken.speech;

import dev.hearken.models.api.BackendOrder;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.Parameters;
import dev.hearken.speech.internal.GrammarRecognizer;
import dev.hearken.speech.internal.LoadedPacks;
import dev.hearken.speech.internal.OpenTranscriber;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.acoustic.PhoneTable;
import dev.hearken.speech.internal.grammar.CtcGrammarDecoder;
import dev.hearken.speech.internal.grammar.DecoderSettings;
import dev.hearken.speech.internal.grammar.EverydayWords;
import dev.hearken.speech.internal.grammar.OpenDecoder;
import dev.hearken.speech.internal.vad.NetworkVoiceActivityDetector;
import dev.hearken.speech.internal.voice.NeuralVoice;
import dev.hearken.speech.internal.wake.WakeWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything the speaker hears and speaks with, made from packs. Opening reads the small tables; networks are loaded by the
 * method that needs them, and each object returned has its own. Thread-safe; the objects returned are confined to one thread
 * each and must be closed before this is.
 */
public final class SpeechModels implements AutoCloseable {

    private static final String RECOGNIZER = "recognizer";

    private final LoadedPacks packs;
    private final ModelPack recognizerPack;
    private final PhoneTable phones;
    private final Lexicon lexicon;
    private final GrammarCompiler compiler;
    private final WakeWords wakeWords;

    private SpeechModels(LoadedPacks packs, Map<String, List<String>> additions) {
        this.packs = packs;
        ModelEntry recognizer = packs.entry(RECOGNIZER);
        this.recognizerPack = packs.pack(RECOGNIZER).orElseThrow();
        this.lexicon = Lexicon.open(recognizerPack.folder(), additions);
        this.phones = phones(recognizerPack, recognizer, lexicon);
        this.compiler = new GrammarCompiler(lexicon);
        this.wakeWords = new WakeWords(recognizer, packs.entries("wake-verifier"), phones, lexicon::pronunciations, packs::load);
    }

    /** {@link #open(List, List, Map)} without additions to the lexicon. */
    public static SpeechModels open(List<ModelPack> packs, List<InferenceBackend> backends) {
        return open(packs, backends, Map.of());
    }

    /**
     * @param packs     for each role the first pack that has it is used; wake verifiers are taken from all
     * @param backends  usable ones, by preference; not closed by this object
     * @param additions the user's words: word -> one or several pronunciations, ARPAbet phones separated by spaces
     * @throws ModelException           if a pack lacks what the speaker cannot do without
     * @throws IllegalArgumentException if an addition cannot be read
     */
    public static SpeechModels open(List<ModelPack> packs, List<InferenceBackend> backends, Map<String, List<String>> additions) {
        return new SpeechModels(new LoadedPacks(packs, BackendOrder.of(backends)), additions);
    }

    /**
     * With an order of back ends for each role, and models that go on elsewhere when their back end fails.
     *
     * @throws ModelException if a pack lacks what the speaker cannot do without
     */
    public static SpeechModels open(List<ModelPack> packs, BackendOrder backends) {
        return new SpeechModels(new LoadedPacks(packs, backends), Map.of());
    }

    private static PhoneTable phones(ModelPack pack, ModelEntry recognizer, Lexicon lexicon) {
        Path file = pack.file(recognizer, "phones");
        PhoneTable phones = PhoneTable.read(file);
        for (int label = 0; label < phones.size(); label++) {
            if (label >= lexicon.labels() || !phones.symbols().get(label).equals(lexicon.phoneName(label))) {
                throw new ModelException(file + ":" + (label + 1) + ": the lexicon's phones are others than '" + phones.symbols().get(label) + "'");
            }
        }
        return phones;
    }

    /** Two-letter code of the recogniser's language. */
    public String language() {
        return recognizerPack.language();
    }

    /** How words sound; for the recogniser, wake phrases and the voice alike. */
    public Lexicon lexicon() {
        return lexicon;
    }

    /**
     * Compiles a grammar for this recogniser's phones and lexicon; any thread, may take long for large grammars.
     *
     * @throws GrammarException if the grammar is faulty; the message says where
     */
    public CompiledGrammar compile(Grammar grammar) {
        return compiler.compile(grammar);
    }

    /** A recogniser with {@link RecognizerSettings#DEFAULT}. */
    public SpeechRecognizer recognizer() {
        return recognizer(RecognizerSettings.DEFAULT);
    }

    /** A recogniser for the grammars that {@link #compile} makes. */
    public SpeechRecognizer recognizer(RecognizerSettings settings) {
        ModelEntry ears = packs.entry(RECOGNIZER);
        CtcGrammarDecoder decoder = new CtcGrammarDecoder(decoderSettings(ears), phones.size());
        return new GrammarRecognizer(settings, sink -> new AcousticModel(ears, packs.load(ears), phones.size(), sink), voiceActivity(), decoder);
    }

    private static DecoderSettings decoderSettings(ModelEntry entry) {
        try {
            return DecoderSettings.from(Parameters.of(entry).values("decoder"));
        } catch (IllegalArgumentException e) {
            throw new ModelException(entry.file() + ": " + e.getMessage(), e);
        }
    }

    /** Whether the recogniser's pack has a word list for open recognition. */
    public boolean hasWordList() {
        return recognizerPack.has(OpenDecoder.MODEL_FILE);
    }

    /**
     * Open recognition with the pack's word list.
     *
     * @throws ModelException if the recogniser's pack has none
     */
    public Transcriber transcriber() {
        ModelEntry ears = packs.entry(RECOGNIZER);
        OpenDecoder decoder = new OpenDecoder(recognizerPack.folder(), lexicon, OpenDecoder.Settings.DEFAULT);
        return new OpenTranscriber(sink -> new AcousticModel(ears, packs.load(ears), phones.size(), sink), decoder);
    }

    /**
     * A detector for one or several typed phrases, all fed by one acoustic model.
     *
     * @throws IllegalArgumentException if there is no phrase, or one is empty or cannot be pronounced
     */
    public WakeWordDetector wakeWordDetector(List<String> phrases, WakeSettings settings) {
        return wakeWords.detector(phrases, settings);
    }

    /**
     * Looks at a phrase before it is used: length, how common it is, what sounds like it. Reads the pack's word list, in some 20 ms.
     *
     * @throws IllegalArgumentException if it is empty or cannot be pronounced
     */
    public PhraseAssessment assess(String phrase) {
        return wakeWords.assess(phrase, EverydayWords.open(recognizerPack.folder()));
    }

    /**
     * The warnings of {@link #assess} for a phrase without a verifier of its own. For one with, there are none, and the dictionary, which has to be
     * looked through for the others, stays untouched.
     *
     * @throws IllegalArgumentException if the phrase cannot be listened for
     */
    public List<String> cautions(String phrase) {
        return wakeWords.verified(phrase) ? List.of() : assess(phrase).warnings();
    }

    /** @throws ModelException if no pack has a model of role {@code vad} */
    public VoiceActivityDetector voiceActivityDetector() {
        return voiceActivity();
    }

    private NetworkVoiceActivityDetector voiceActivity() {
        ModelEntry entry = packs.entry("vad");
        return new NetworkVoiceActivityDetector(entry, packs.load(entry));
    }

    /** Whether a pack has a voice. */
    public boolean hasVoice() {
        return packs.pack("voice").isPresent();
    }

    /** @throws ModelException if no pack has a voice */
    public SpeechSynthesizer synthesizer() {
        if (!hasVoice()) {
            throw new ModelException("no pack of " + packs.packs() + " has a voice");
        }
        return Voices.open(packs, lexicon);
    }

    @Override
    public void close() {
    }
}
