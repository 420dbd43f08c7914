package dev.hearken.app.internal.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseMixerTest {

    private final short[] speech = tone(16_000, 4_000);
    private final short[] noise = white(50_000, 900);

    @Test
    void shouldReachTheRatioThatWasAskedFor() {
        double power = SpeechLevel.activePower(speech);
        for (double snr : new double[] {20, 10, 0}) {
            short[] mixed = new NoiseMixer(List.of(noise), 7).mix(speech, power, snr, 3);
            double added = 0;
            for (int i = 0; i < mixed.length; i++) {
                double difference = mixed[i] - speech[i];
                added += difference * difference;
            }
            assertEquals(snr, 10 * Math.log10(power / (added / mixed.length)), 0.3);
        }
    }

    @Test
    void shouldGiveTheSameMixForTheSameSeedAndAnotherForAnother() {
        double power = SpeechLevel.activePower(speech);
        short[] first = new NoiseMixer(List.of(noise), 1).mix(speech, power, 10, 0);
        assertArrayEquals(first, new NoiseMixer(List.of(noise), 1).mix(speech, power, 10, 0));
        assertFalse(Arrays.equals(first, new NoiseMixer(List.of(noise), 2).mix(speech, power, 10, 0)));
        assertFalse(Arrays.equals(first, new NoiseMixer(List.of(noise), 1).mix(speech, power, 10, 1)));
    }

    @Test
    void shouldMeasureTheLevelOfSpeechWithoutItsPauses() {
        short[] spoken = tone(16_000, 4_000);
        short[] withPause = Arrays.copyOf(spoken, 48_000);
        assertEquals(SpeechLevel.activePower(spoken), SpeechLevel.activePower(withPause), 1);
        assertEquals(0, SpeechLevel.activePower(new short[1_000]));
    }

    @Test
    void shouldRefuseSilenceAsNoise() {
        assertThrows(EvalException.class, () -> new NoiseMixer(List.of(new short[100]), 1));
    }

    private static short[] tone(int length, int amplitude) {
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * i / 16_000));
        }
        return pcm;
    }

    private static short[] white(int length, int amplitude) {
        Random random = new Random(5);
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (amplitude * random.nextGaussian());
        }
        return pcm;
    }
}
