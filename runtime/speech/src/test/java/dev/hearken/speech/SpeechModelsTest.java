package dev.hearken.speech;

import static dev.hearken.speech.internal.acoustic.FakeNetworks.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.models.api.contract.MemoryBackend;
import dev.hearken.models.api.contract.MemoryBackend.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechModelsTest {

    private static final List<TensorSpec> FBANK = List.of(floats("fbank", 1, 8, 40));
    private static final List<TensorSpec> LOGP = List.of(floats("logp", 1, 2, 40));
    private static final List<TensorSpec> STEP = List.of(floats("fbank", 1, 4, 40));
    private static final List<TensorSpec> SPEECH = List.of(floats("speech", 1, 1));
    private static final List<TensorSpec> WINDOW = List.of(floats("fbank", 1, 100, 40));
    private static final List<TensorSpec> LOGIT = List.of(floats("logit", 1, 1));
    private static final String RECOGNIZER = "{subsampling: 4, lookAheadFrames: 0, phones: phones.txt, typedWake: {threshold: -0.8}}";
    private static final String VERIFIER =
        "{window: 100, tailFrames: 20, candidateThreshold: -1.0, combine: {phone: 1, verifier: 1, bias: 0}, threshold: 0.5}";

    @TempDir
    Path folder;
    private final MemoryBackend backend = new MemoryBackend(Map.of(
        "recognizer", new Network(FBANK, LOGP, model -> { }),
        "vad", new Network(STEP, SPEECH, model -> model.output(0).putFloat(0, 0.75f)),
        "wake-verifier", new Network(WINDOW, LOGIT, model -> { })));

    private TestPack pack(String id) throws IOException {
        return new TestPack(folder.resolve(id)).model("recognizer", "phones", FBANK, LOGP, RECOGNIZER);
    }

    private SpeechModels open(ModelPack... packs) {
        return SpeechModels.open(List.of(packs), List.of(backend));
    }

    @Test
    void shouldMakeDetectorsFromAPack() throws IOException {
        try (SpeechModels models = open(pack("whole").model("vad", "speech", STEP, SPEECH, "{framesPerStep: 4, threshold: 0.5}").load());
             VoiceActivityDetector vad = models.voiceActivityDetector();
             WakeWordDetector wake = models.wakeWordDetector(List.of("computer", "hey hearken"), WakeSettings.DEFAULT)) {
            assertEquals("en", models.language());
            assertEquals(0.75f, vad.accept(new short[1000], 0, 1000));
            wake.accept(new short[1000], 0, 1000);
            assertFalse(models.hasVoice());
        }
    }

    @Test
    void shouldAssessPhrasesByTheLexicon() throws IOException {
        try (SpeechModels models = open(pack("assess").model("wake-verifier", "computer", WINDOW, LOGIT, VERIFIER).load())) {
            PhraseAssessment shipped = models.assess("Computer");
            assertTrue(shipped.trainedVerifier());
            assertEquals("K AH M P Y UW T ER", String.join(" ", shipped.pronunciations().get(0)));
            assertFalse(models.assess("blorptastic").trainedVerifier());
            assertFalse(models.assess("hey").warnings().isEmpty());
            assertEquals(models.assess("hey").warnings(), models.cautions("hey"));
            assertEquals(List.of(), models.cautions("Computer"), "it has a verifier");
            assertThrows(IllegalArgumentException.class, () -> models.cautions("?!"));
        }
    }

    @Test
    void shouldListenToTheUsersPronunciations() throws IOException {
        ModelPack pack = pack("additions").load();
        try (SpeechModels models = SpeechModels.open(List.of(pack), List.of(backend), Map.of("siobhan", List.of("SH IH V AO N")))) {
            assertEquals(List.of(List.of("SH", "IH", "V", "AO", "N")), models.assess("Siobhan").pronunciations());
        }
    }

    @Test
    void shouldTakeVerifiersFromAllPacks() throws IOException {
        ModelPack verifiers = new TestPack(folder.resolve("more")).model("wake-verifier", "blueberry", WINDOW, LOGIT, VERIFIER).load();

        try (SpeechModels models = open(pack("first").load(), verifiers)) {
            assertTrue(models.assess("blueberry").trainedVerifier());
        }
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        ModelPack empty = new TestPack(folder.resolve("deaf")).model("vad", "speech", STEP, SPEECH, "{framesPerStep: 4, threshold: 0.5}").load();
        String message = assertThrows(ModelException.class, () -> open(empty)).getMessage();
        assertTrue(message.contains("deaf 1.0.0") && message.contains("role 'recognizer'") && message.contains("[memory]"), message);

        try (SpeechModels models = open(pack("mute").load())) {
            assertTrue(assertThrows(ModelException.class, models::voiceActivityDetector).getMessage().contains("role 'vad'"));
        }
    }

    @Test
    void shouldRefuseARecogniserOfOtherPhonesThanTheLexicons() throws IOException {
        ModelPack other = pack("other").phones(List.of("<blk>", "AA", "B")).load();

        String message = assertThrows(ModelException.class, () -> open(other)).getMessage();
        assertTrue(message.contains("phones.txt:3: the lexicon's phones are others than 'B'"), message);
    }

    @Test
    void shouldRefuseFaultyParametersWithTheirNames() throws IOException {
        ModelPack faulty = new TestPack(folder.resolve("faulty"))
            .model("recognizer", "phones", FBANK, LOGP, "{subsampling: 4, lookAheadFrames: 0, phones: phones.txt}").load();
        try (SpeechModels models = open(faulty)) {
            String message = assertThrows(ModelException.class, () -> models.wakeWordDetector(List.of("computer"), WakeSettings.DEFAULT)).getMessage();
            assertTrue(message.contains("parameter 'typedWake' is missing"), message);
        }
    }
}
