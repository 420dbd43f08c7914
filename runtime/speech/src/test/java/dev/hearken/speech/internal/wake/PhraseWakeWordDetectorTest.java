package dev.hearken.speech.internal.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.WakeWordDetector.Detection;
import dev.hearken.speech.internal.Allocation;
import dev.hearken.speech.internal.acoustic.FakeNetworks;
import dev.hearken.speech.internal.acoustic.PhoneTable;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays tones into the detector; a network that tells the tones apart stands for the acoustic model: 0.2 s of tone p is phone p.
 */
class PhraseWakeWordDetectorTest {

    private static final int TONE = 3200;
    private static final double[] HERTZ = {0, 500, 1000, 2000, 4000};
    private static final Map<String, List<int[]>> LEXICON = Map.of(
        "alpha", List.of(new int[] {1, 2, 3}), "beta", List.of(new int[] {4, 3, 4}, new int[] {4, 2, 4}));

    @TempDir
    Path folder;
    private ModelEntry recognizer;
    private ModelEntry verifier;
    private PhoneTable phones;
    private float verdict = 10;
    private long sample;
    private boolean deaf;
    private boolean broken;

    @BeforeEach
    void createEntries() throws IOException {
        recognizer = FakeNetworks.recognizer(folder, 8, 5, 0, Map.of("threshold", -0.7));
        verifier = FakeNetworks.entry(folder, "wake-verifier", "alpha", List.of(FakeNetworks.floats("fbank", 1, 50, 40)),
            List.of(FakeNetworks.floats("logit", 1, 1)), Map.of("window", 50L, "tailFrames", 20L, "candidateThreshold", -1.0,
                "combine", Map.of("phone", 1.0, "verifier", 1.0, "bias", 0.0), "threshold", 0.5));
        phones = PhoneTable.read(Files.writeString(folder.resolve("phones.txt"), "<blk>\nAA\nB\nCH\nD\n"));
    }

    private WakeWordDetector detector(List<ModelEntry> verifiers, WakeSettings settings, String... phrases) {
        return words(verifiers).detector(List.of(phrases), settings);
    }

    private WakeWords words(List<ModelEntry> verifiers) {
        return new WakeWords(recognizer, verifiers, phones, word -> LEXICON.getOrDefault(word, List.of()), entry ->
            FakeNetworks.load(entry, deaf ? PhraseWakeWordDetectorTest::hearNothing : entry.role().equals("recognizer") ? this::tellTones : this::verify));
    }

    private void verify(Model model) {
        model.output(0).asFloatBuffer().put(0, verdict);
    }

    /** Nothing but blanks; allocates nothing. */
    private static void hearNothing(Model model) {
        for (int i = 0; i < 10; i++) {
            model.output(0).putFloat(4 * i, i % 5 == 0 ? 0 : -5);
        }
    }

    /** The loudest mel bin of a frame names the tone; silence is blank. */
    private void tellTones(Model model) {
        FloatBuffer fbank = model.input(0).asFloatBuffer();
        FloatBuffer logp = model.output(0).asFloatBuffer();
        for (int i = 0; i < 2; i++) {
            int loudest = 0;
            for (int b = 1; b < 40; b++) {
                loudest = fbank.get(i * 160 + b) > fbank.get(i * 160 + loudest) ? b : loudest;
            }
            float level = fbank.get(i * 160 + loudest);
            int phone = level < 5 ? 0 : loudest < 12 ? 1 : loudest < 19 ? 2 : loudest < 28 ? 3 : 4;
            for (int p = 0; p < 5; p++) {
                logp.put(i * 5 + p, broken ? Float.NaN : p == phone ? -0.01f : -4f);
            }
        }
    }

    private List<Detection> play(WakeWordDetector detector, int... tones) {
        List<Detection> detections = new ArrayList<>();
        short[] period = new short[160];
        for (int tone : tones) {
            for (int at = 0; at < TONE; at += period.length) {
                for (int i = 0; i < period.length; i++, sample++) {
                    period[i] = (short) (8000 * Math.sin(2 * Math.PI * HERTZ[tone] * sample / 16_000));
                }
                Detection detection = detector.accept(period, 0, period.length);
                if (detection != null) {
                    detections.add(detection);
                }
            }
        }
        return detections;
    }

    @Test
    void shouldHearATypedPhraseAndTellWhereItEnds() {
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.DEFAULT, "Alpha")) {
            List<Detection> found = play(detector, 0, 0, 1, 2, 3, 0, 0);

            assertEquals(1, found.size());
            assertEquals("Alpha", found.get(0).phrase());
            assertTrue(found.get(0).score() > 0.9 && found.get(0).score() >= found.get(0).threshold());
            // The score peaks while the last phone lasts; windows, runs of 80 ms and the delay taken off blur the borders.
            assertEquals(2.5 * TONE, found.get(0).startSample(), 0.6 * TONE);
            assertEquals(4.1 * TONE, found.get(0).endSample(), 0.6 * TONE);
        }
    }

    @Test
    void shouldNotFireOnOtherSounds() {
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.DEFAULT, "alpha")) {
            assertEquals(List.of(), play(detector, 0, 1, 3, 2, 4, 1, 2, 4, 0, 3, 0));
        }
    }

    @Test
    void shouldListenForSeveralPhrasesWithAllTheirPronunciations() {
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.DEFAULT, "alpha", "beta")) {
            List<String> heard = play(detector, 0, 1, 2, 3, 0, 0, 0, 4, 2, 4, 0, 0, 0, 0, 0, 4, 3, 4, 0, 0).stream().map(Detection::phrase).toList();

            assertEquals(List.of("alpha", "beta", "beta"), heard);
        }
    }

    @Test
    void shouldKeepQuietDuringTheRefractoryTime() {
        int[] twice = {0, 1, 2, 3, 0, 1, 2, 3, 0, 0};
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.DEFAULT, "alpha")) {
            assertEquals(1, play(detector, twice).size());
        }
        WakeSettings at200ms = new WakeSettings(0.5, Duration.ofMillis(100), OptionalDouble.empty());
        try (WakeWordDetector detector = detector(List.of(), at200ms, "alpha")) {
            assertEquals(2, play(detector, twice).size());
        }
    }

    @Test
    void shouldAskTheVerifierWhereThePackHasOne() {
        try (WakeWordDetector detector = detector(List.of(verifier), WakeSettings.DEFAULT, "ALPHA!")) {
            assertEquals(1, play(detector, 0, 0, 1, 2, 3, 0, 0, 0).size());
            verdict = -10;
            assertEquals(0, play(detector, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0).size());
        }
    }

    @Test
    void shouldFireRightAfterACommandBeganInTheSameBreath() {
        try (WakeWordDetector detector = detector(List.of(verifier), WakeSettings.DEFAULT, "alpha")) {
            Detection found = play(detector, 0, 1, 2, 3, 4, 1, 4, 1).get(0);

            assertEquals(3.1 * TONE, found.endSample(), 0.6 * TONE);
        }
    }

    @Test
    void shouldFireMoreReadilyWithMoreSensitivity() {
        verdict = -1;
        int[] phrase = {0, 1, 2, 3, 0, 0, 0};
        try (WakeWordDetector detector = detector(List.of(verifier), WakeSettings.DEFAULT, "alpha")) {
            assertEquals(0, play(detector, phrase).size());
        }
        try (WakeWordDetector detector = detector(List.of(verifier), WakeSettings.DEFAULT.withSensitivity(1), "alpha")) {
            assertEquals(1, play(detector, phrase).size());
        }
    }

    @Test
    void shouldReportEveryCandidateForASweep() {
        verdict = -10;
        try (WakeWordDetector detector = detector(List.of(verifier), WakeSettings.everyCandidate(), "alpha")) {
            List<Detection> found = play(detector, 0, 1, 2, 3, 0, 0, 0);
            assertEquals(1, found.size());
            assertTrue(found.get(0).score() < 0.01);
        }
    }

    @Test
    void shouldNotLetAWeakCandidateCutOffTheRealOneInASweep() {
        verdict = -10;
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.everyCandidate(), "alpha")) {
            List<Detection> found = play(detector, 0, 1, 2, 4, 4, 3, 0, 0, 0, 1, 1, 2, 4, 1, 2, 3, 0, 0, 0);
            assertTrue(found.stream().anyMatch(d -> d.score() > 0.9), found.toString());
        }
    }

    @Test
    void shouldRecoverWhenTheAcousticModelGivesNoNumbers() {
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.DEFAULT, "alpha")) {
            play(detector, 0, 1);
            broken = true;
            assertEquals(List.of(), play(detector, 2));
            broken = false;
            List<Detection> found = play(detector, 0, 1, 2, 3, 0, 0);

            assertEquals(1, found.size());
            assertEquals(6.1 * TONE, found.get(0).endSample(), 0.6 * TONE);
        }
    }

    @Test
    void shouldStartCountingAgainAfterReset() {
        try (WakeWordDetector detector = detector(List.of(), WakeSettings.DEFAULT, "alpha")) {
            play(detector, 0, 0, 1, 2);
            detector.reset();
            assertNull(play(detector, 3, 0, 0).stream().findFirst().orElse(null), "half a phrase from before the reset");
            detector.reset();
            assertNotNull(play(detector, 1, 2, 3, 0, 0).get(0));
        }
    }

    @Test
    void shouldRefusePhrasesItCannotUse() {
        WakeWords words = words(List.of(verifier));
        for (List<String> phrases : List.of(List.<String>of(), List.of(""), List.of("42"), List.of("gamma"), List.of("alpha", "Alpha"))) {
            assertThrows(IllegalArgumentException.class, () -> words.detector(phrases, WakeSettings.DEFAULT), phrases.toString());
        }
        assertTrue(words.assess("alpha", Optional.empty()).trainedVerifier());
        assertEquals(List.of("AA", "B", "CH"), words.assess("alpha", Optional.empty()).pronunciations().get(0));
    }

    @Test
    void shouldAllocateNothingWhileNothingIsHeard() {
        short[] period = new short[320];
        deaf = true;
        try (WakeWordDetector detector = detector(List.of(verifier), WakeSettings.DEFAULT, "alpha", "beta")) {
            assertEquals(0, Allocation.of(5_000, () -> detector.accept(period, 0, 320)) / 5_000);
        }
    }
}
