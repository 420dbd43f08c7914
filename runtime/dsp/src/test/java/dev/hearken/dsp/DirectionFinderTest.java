package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionFinderTest {

    private static final float[] EVERYTHING = new float[Stft.BINS];

    static {
        Arrays.fill(EVERYTHING, 1f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 42, 137.5, 251, 358})
    void shouldPointAtATalker(double azimuth) {
        ArrayGeometry array = Sounds.circle(4, 0.032);
        DirectionFinder finder = new DirectionFinder(array);
        listen(finder, Sounds.planeWave(array, Sounds.noise(1, 16_000, 0.1), azimuth));
        assertEquals(0, Math.abs((finder.azimuth(60, 60) - azimuth + 540) % 360 - 180), 3);
    }

    @Test
    void shouldIgnoreANoiseThatWasThereBefore() {
        ArrayGeometry array = Sounds.circle(4, 0.032);
        float[][] mixture = Sounds.planeWave(array, Sounds.noise(1, 48_000, 0.1), 200);
        float[] talker = Sounds.noise(2, 48_000, 0.07);
        Arrays.fill(talker, 0, 32_000, 0f);
        float[][] spoken = Sounds.planeWave(array, talker, 60);
        for (int c = 0; c < 4; c++) {
            Sounds.add(mixture[c], spoken[c]);
        }
        DirectionFinder finder = new DirectionFinder(array);
        listen(finder, mixture);
        assertEquals(60, finder.azimuth(60, 60), 6);
    }

    @Test
    void shouldFollowTheFirstSoundAndNotItsReflections() {
        ArrayGeometry array = Sounds.circle(4, 0.032);
        float[] talker = Sounds.noise(4, 32_000, 0.1);
        for (int i = 0; i < talker.length; i++) {
            talker[i] *= i % 6400 < 480 ? 1 : 0; // 30 ms, then 370 ms of nothing
        }
        float[] late = new float[talker.length];
        for (int i = 1280; i < late.length; i++) {
            late[i] = 0.7f * (talker[i - 800] + talker[i - 1280]); // after 50 and 80 ms: alone, and longer than what came first
        }
        float[][] mixture = Sounds.planeWave(array, talker, 60);
        float[][] reflections = Sounds.planeWave(array, late, 200);
        for (int c = 0; c < 4; c++) {
            Sounds.add(mixture[c], reflections[c]);
            Sounds.add(mixture[c], Sounds.noise(10 + c, talker.length, 1e-4));
        }
        DirectionFinder finder = new DirectionFinder(array);
        listen(finder, mixture);
        assertEquals(60, finder.azimuth(125, 125), 8);
    }

    @Test
    void shouldGiveTheAngleToTheLineOfALinearArray() {
        ArrayGeometry array = new ArrayGeometry(List.of(new ArrayGeometry.Position(-0.03, 0, 0), new ArrayGeometry.Position(0.03, 0, 0)));
        DirectionFinder finder = new DirectionFinder(array);
        listen(finder, Sounds.planeWave(array, Sounds.noise(3, 16_000, 0.1), 290));
        assertEquals(70, finder.azimuth(60, 60), 4);
    }

    @Test
    void shouldKnowNothingOfSilence() {
        DirectionFinder finder = new DirectionFinder(Sounds.circle(4, 0.03));
        listen(finder, new float[4][8000]);
        assertTrue(Double.isNaN(finder.azimuth(20, 20)));
    }

    static void listen(DirectionFinder finder, float[][] channels) {
        Stft stft = new Stft(channels.length);
        Spectra frame = Spectra.of(channels.length, Stft.BINS);
        float[][] hop = new float[channels.length][Stft.HOP];
        for (int at = 0; at + Stft.HOP <= channels[0].length; at += Stft.HOP) {
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(channels[c], at, hop[c], 0, Stft.HOP);
            }
            stft.analyse(hop, frame);
            finder.accept(frame, EVERYTHING);
        }
    }
}
