package dev.hearken.app.internal.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.speech.WakeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakePhraseTrialTest {

    private static final Path SHIPPED = Path.of(System.getProperty("hearken.root", "../.."), "models", "packs");

    @TempDir
    Path folder;

    private ModelSet open() {
        return ModelSet.open(new Configuration.Models("en-small", List.of(folder, SHIPPED), BackEndSettings.DEFAULT));
    }

    @Test
    void shouldHearTheShippedPhraseInItsOwnVoice() {
        try (ModelSet models = open()) {
            WakePhraseTrial trial = WakePhraseTrial.of(models.speech(), "computer", WakeSettings.DEFAULT);
            assertTrue(trial.assessment().trainedVerifier());
            assertTrue(2 * trial.heard() > trial.calls(), trial::toString);
            assertEquals(List.of(), trial.mistaken());
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAShortAndCommonPhrase() {
        try (ModelSet models = open()) {
            List<String> warnings = WakePhraseTrial.of(models.speech(), "yes", WakeSettings.DEFAULT).assessment().warnings();
            assertTrue(warnings.get(0).startsWith("too short"), warnings::toString);
            assertTrue(warnings.get(1).startsWith("too common"), warnings::toString);
            assertThrows(IllegalArgumentException.class, () -> WakePhraseTrial.of(models.speech(), "42", WakeSettings.DEFAULT));
        }
    }

    /** A verifier of another phrase under a new name: what counts is that the pack is found and used. */
    @Test
    void shouldUseTheVerifierOfAUsersWakePack() throws IOException, NoSuchAlgorithmException {
        try (ModelSet models = open()) {
            assertFalse(models.speech().assess("okay kitchen").trainedVerifier());
        }
        wakePack("en");
        try (ModelSet models = open()) {
            assertTrue(models.speech().assess("okay kitchen").trainedVerifier());
        }
    }

    @Test
    void shouldLeaveOutWakePacksOfAnotherLanguageOrDamagedOnes() throws IOException, NoSuchAlgorithmException {
        wakePack("zh");
        try (ModelSet models = open()) {
            assertFalse(models.speech().assess("okay kitchen").trainedVerifier());
        }
        Files.writeString(wakePack("en").resolve("verifier.onnx"), "damaged");
        try (ModelSet models = open()) {
            assertFalse(models.speech().assess("okay kitchen").trainedVerifier());
        }
        assertEquals(1, Files.list(folder).count());
    }

    private Path wakePack(String language) throws IOException, NoSuchAlgorithmException {
        Path pack = Files.createDirectories(folder.resolve("wake-okay-kitchen"));
        byte[] network = Files.readAllBytes(SHIPPED.resolve("en-small").resolve("wake-computer.onnx"));
        Files.write(pack.resolve("verifier.onnx"), network);
        Files.writeString(pack.resolve("pack.yaml"), String.join("\n", "format: 1", "id: wake-okay-kitchen", "version: 1.0.0", "language: " + language,
            "licence: Apache-2.0", "runtime: {min: '0.1', below: '1.0'}", "boards: [any]", "models:",
            "- {role: wake-verifier, name: okay kitchen, backend: onnx, file: verifier.onnx,",
            "   inputs: [{name: fbank, type: float32, shape: [1, 152, 40]}], outputs: [{name: logit, type: float32, shape: [1, 1]}],",
            "   parameters: {window: 152, tailFrames: 12, candidateThreshold: -2, combine: {phone: 1, verifier: 1, bias: 0}, threshold: 0.5}}",
            "files:", "- {path: verifier.onnx, size: " + network.length + ", sha256: "
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(network)) + "}", ""));
        return pack;
    }
}
