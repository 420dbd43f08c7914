package dev.hearken.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SceneMakerTest {

    private final SceneMaker maker = new SceneMaker();
    private final float[] talker = noise(1, 16_000);
    private final float[] other = noise(2, 30_000);

    private static float[] noise(long seed, int length) {
        Random random = new Random(seed);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        return noise;
    }

    private Scene scene(double snr, double diffuse, Optional<SceneRecipe.Playback> playback, long seed) {
        return maker.make(new SceneRecipe(SceneArrays.CIRCULAR_4.geometry(), 0, 2, 0.2, snr, diffuse, 60, 0.5, 0.2, playback, seed), talker, other,
            List.of(other), other);
    }

    @Test
    void shouldGiveTheSameSamplesForTheSameRecipe() {
        assertArrayEquals(scene(5, 10, Optional.empty(), 3).interleaved(), scene(5, 10, Optional.empty(), 3).interleaved());
    }

    @Test
    void shouldKeepTheRatiosAskedFor() {
        Scene scene = scene(5, SceneRecipe.NONE, Optional.empty(), 4);
        assertEquals(5, Score.ratioDb(scene.speech()[0], scene.disturbance(0), scene.activeFrom(), scene.activeTo()), 0.2);
        Scene echo = scene(SceneRecipe.NONE, SceneRecipe.NONE, Optional.of(new SceneRecipe.Playback(-10, 1, 100, 0, 0)), 4);
        assertEquals(-10, Score.ratioDb(echo.speech()[0], echo.echo()[0], echo.activeFrom(), echo.activeTo()), 0.2);
    }

    @Test
    void shouldStateTheDirectionThatTheMicrophonesHear() {
        Scene scene = scene(SceneRecipe.NONE, SceneRecipe.NONE, Optional.empty(), 5);
        dev.hearken.dsp.DirectionFinder finder = new dev.hearken.dsp.DirectionFinder(SceneArrays.CIRCULAR_4.geometry());
        dev.hearken.dsp.Stft stft = new dev.hearken.dsp.Stft(4);
        dev.hearken.dsp.Spectra frame = dev.hearken.dsp.Spectra.of(4, dev.hearken.dsp.Stft.BINS);
        float[] everything = new float[dev.hearken.dsp.Stft.BINS];
        java.util.Arrays.fill(everything, 1f);
        float[][] hop = new float[4][dev.hearken.dsp.Stft.HOP];
        for (int at = scene.activeFrom(); at + 256 <= scene.activeTo(); at += 256) {
            for (int c = 0; c < 4; c++) {
                System.arraycopy(scene.microphones()[c], at, hop[c], 0, 256);
            }
            stft.analyse(hop, frame);
            finder.accept(frame, everything);
        }
        assertTrue(Score.angleError(finder.azimuth(60, 60), scene.azimuth(), false) < 10, finder.azimuth(60, 60) + " for " + scene.azimuth());
    }

    @Test
    void shouldHaveNothingEarlyAfterTheTalkerHasEnded() {
        Scene scene = scene(5, SceneRecipe.NONE, Optional.empty(), 6);
        float[] early = scene.early()[0];
        double late = 0;
        for (int i = scene.activeTo() + 1200; i < early.length; i++) {
            late = Math.max(late, Math.abs(early[i]));
        }
        assertTrue(late < 0.01, "later than 50 ms and two metres: " + late);
    }

    @Test
    void shouldRefuseImpossibleRooms() {
        assertThrows(IllegalArgumentException.class, () -> new SceneRecipe(SceneArrays.LINEAR_2.geometry(), 0, 9, 0.3, 5, 5, 5, 0, 0, Optional.empty(), 1));
    }
}
