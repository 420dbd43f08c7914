package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.speech.SpeechSynthesizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoiceTrialTest {

    /** A voice that gives this many samples of one height for any text. */
    private record Flat(long samples, short height) implements SpeechSynthesizer {

        @Override
        public int sampleRate() {
            return 16_000;
        }

        @Override
        public Utterance speak(String text, Settings settings) {
            return new Utterance() {
                private long left = samples;

                @Override
                public int read(short[] pcm, int offset, int length) {
                    int count = (int) Math.min(left, length);
                    Arrays.fill(pcm, offset, offset + count, height);
                    left -= count;
                    return count == 0 ? END : count;
                }

                @Override
                public void close() {
                }
            };
        }

        @Override
        public void close() {
        }
    }

    @Test
    void shouldHearTheVoiceThatShips() {
        Path packs = Path.of(System.getProperty("hearken.root"), "models/packs");
        try (ModelSet models = ModelSet.open(new Configuration.Models("en-small", List.of(packs), BackEndSettings.DEFAULT)); SpeechSynthesizer voice = models.speech().synthesizer()) {
            assertEquals(Optional.empty(), VoiceTrial.mute(voice, "turn on the kitchen light"));
        }
    }

    @Test
    void shouldCallAVoiceMuteThatIsSilentOrSaysNothing() {
        assertEquals("its voice is mute: of \"stop\" came 1.0 s of sound with a level of 3, at least 100 is expected", VoiceTrial.mute(new Flat(16_000, (short) 3), "stop").orElseThrow());
        assertTrue(VoiceTrial.mute(new Flat(0, (short) 0), "stop").orElseThrow().contains("0.0 s of sound"));
        assertTrue(VoiceTrial.mute(new Flat(1_000, (short) 3_000), "stop").isPresent(), "a click is no word");
    }

    @Test
    void shouldNotListenForEver() {
        assertEquals(Optional.of("its voice does not come to an end of \"stop\""), VoiceTrial.mute(new Flat(Long.MAX_VALUE, (short) 3_000), "stop"));
    }
}
