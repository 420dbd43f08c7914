package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.dsp.Resampler;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.WakeWordDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The speaker does not listen while a chime sounds. Should one reach its ears all the same, another speaker's for example, the shipped models take it for
 * nothing: no wake word, no command.
 */
class ChimesUnheardTest {

    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    @Test
    void shouldBeNothingToTheEnglishModels() {
        check("en");
    }

    @Test
    void shouldBeNothingToTheChineseModels() {
        check("zh");
    }

    private void check(String language) {
        Path root = Path.of(System.getProperty("hearken.root", "../.."));
        Assumptions.assumeTrue(Files.isRegularFile(root.resolve("models/packs/" + language + "-small/pack.yaml")), "skipped: the shipped pack is not here");
        Configuration configuration = new ConfigurationSources(new InstallationFolders(root.toAbsolutePath(), folder, Map.of()), Optional.empty(),
            Optional.empty(), List.of(new ConfigurationSources.Override("--set", "language", language))).load();
        try (ModelSet models = ModelSet.open(configuration.models())) {
            SpeechParts parts = SpeechPartsFactory.create(configuration, models.speech());
            try (SpeechRecognizer recogniser = parts.recogniser().get(); WakeWordDetector wake = parts.wakeWords().get()) {
                for (Chime chime : Chime.values()) {
                    for (double level : new double[] {1, 0.2, 0.05}) {
                        short[] heard = inARoom(chime, level);
                        assertNull(wake.accept(heard, 0, heard.length), chime + " at " + level + " wakes");
                        Transcript transcript = transcript(recogniser, parts, heard);
                        assertTrue(transcript.rejected() || transcript.nBest().isEmpty() || transcript.endReason() == Transcript.EndReason.NO_SPEECH,
                            chime + " at " + level + " is taken for '" + transcript.nBest().get(0).text() + "'");
                    }
                }
            }
        }
    }

    private static Transcript transcript(SpeechRecognizer recogniser, SpeechParts parts, short[] heard) {
        recogniser.begin(parts.grammar());
        for (int at = 0; at < heard.length && recogniser.endReason() == null; at += 640) {
            recogniser.accept(heard, at, Math.min(640, heard.length - at));
        }
        return recogniser.finish();
    }

    /** Half a second of a quiet room, the chime with its echoes over 0.4 s, and six seconds of the room. */
    private static short[] inARoom(Chime chime, double level) {
        Random random = new Random(7);
        short[] samples = chime.sound(1).samples();
        Resampler resampler = new Resampler(Clip.SAMPLE_RATE, RATE);
        short[] dry = new short[resampler.maxOutputFrames(samples.length)];
        int length = resampler.process(samples, 0, samples.length, dry, 0);
        double[] wet = new double[7 * RATE];
        int start = RATE / 2;
        for (int echo = 0; echo < 80; echo++) {
            int delay = echo == 0 ? 0 : random.nextInt(RATE * 4 / 10);
            double strength = echo == 0 ? 1 : (random.nextBoolean() ? 0.3 : -0.3) * Math.pow(10, -3.0 * delay / (0.4 * RATE));
            for (int i = 0; i < length; i++) {
                wet[start + delay + i] += strength * dry[i];
            }
        }
        short[] heard = new short[wet.length];
        for (int i = 0; i < wet.length; i++) {
            heard[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, level * wet[i] + 12 * random.nextGaussian()));
        }
        return heard;
    }
}
