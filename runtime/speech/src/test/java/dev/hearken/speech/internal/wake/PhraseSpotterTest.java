package dev.hearken.speech.internal.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.internal.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhraseSpotterTest {

    private static final int PHONES = 5;

    private final PhraseSpotter spotter = new PhraseSpotter(new int[] {1, 2, 3});

    @Test
    void shouldScoreAboutZeroWhereTheBestPathIsThePhrase() {
        say(spotter, 0, 1, 0, 2, 2, 3);

        assertEquals(0f, spotter.score(), 0.02f);
        assertEquals(1, spotter.start());
    }

    @Test
    void shouldScoreTheMeanLossPerPhoneOtherwise() {
        say(spotter, 1, 4, 3);

        assertEquals(-5f / 3, spotter.score(), 1e-5f);
    }

    @Test
    void shouldNotLoseAPhraseOverOneFrame() {
        float[] wrong = {-90, -90, -90, -90, 0};
        say(spotter, 1);
        spotter.accept(wrong, 0, 0);
        say(spotter, 3);

        assertEquals(-7f / 3, spotter.score(), 1e-5f);
    }

    @Test
    void shouldNotHearAPhraseBeforeItsEnd() {
        say(spotter, 1, 2);

        assertTrue(spotter.score() < -1e6f);
    }

    @Test
    void shouldWantABlankBetweenEqualPhones() {
        PhraseSpotter twice = new PhraseSpotter(new int[] {1, 1});
        say(twice, 1, 1);
        assertTrue(twice.score() < -1e6f);
        say(twice, 0, 1);
        assertEquals(0f, twice.score(), 0.02f);
    }

    @Test
    void shouldForgetAPhraseDrawnOutTooLong() {
        say(spotter, 1, 2);
        for (int i = 0; i < 40; i++) {
            say(spotter, 0);
        }
        say(spotter, 3);

        assertTrue(spotter.score() < -1, "score " + spotter.score());
    }

    @Test
    void shouldSumAllWaysToLayThePhraseOverTheFrames() {
        Random random = new Random(7);
        int[] labels = {2, 2, 4};
        PhraseSpotter tested = new PhraseSpotter(labels);
        float[][] logp = new float[6][PHONES];
        for (int t = 0; t < logp.length; t++) {
            for (int p = 0; p < PHONES; p++) {
                logp[t][p] = (float) -Math.abs(random.nextGaussian());
            }
            float max = max(logp[t]);
            for (int p = 0; p < PHONES; p++) {
                logp[t][p] -= max;
            }
            tested.accept(logp[t], 0, 0);
        }

        double ways = 0;
        for (int begin = 0; begin < logp.length; begin++) {
            for (int way = 0; way < Math.pow(PHONES, logp.length - begin); way++) {
                int[] path = way(way, logp.length - begin);
                ways += lays(labels, path) ? Math.exp(sum(logp, begin, path)) : 0;
            }
        }
        assertEquals(Math.log(ways) / labels.length, tested.score(), 1e-4);
    }

    /** The n-th row of so many labels. */
    private static int[] way(int number, int length) {
        int[] path = new int[length];
        for (int t = 0, rest = number; t < length; t++, rest /= PHONES) {
            path[t] = rest % PHONES;
        }
        return path;
    }

    /** Whether a path begins with one frame of the first label, ends in the last one, and is the labels when repeats and blanks are taken out. */
    private static boolean lays(int[] labels, int[] path) {
        List<Integer> said = new ArrayList<>();
        for (int t = 0; t < path.length; t++) {
            if (path[t] != 0 && (t == 0 || path[t] != path[t - 1])) {
                said.add(path[t]);
            }
        }
        boolean stays = path.length > 1 && path[1] == path[0];
        return path[0] != 0 && path[path.length - 1] != 0 && !stays && said.equals(Arrays.stream(labels).boxed().toList());
    }

    private static double sum(float[][] logp, int begin, int[] path) {
        double sum = 0;
        for (int t = 0; t < path.length; t++) {
            sum += logp[begin + t][path[t]];
        }
        return sum;
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        float[] frame = frame(2);

        assertEquals(0, Allocation.of(10_000, () -> spotter.accept(frame, 0, 0)) / 10_000);
    }

    private static void say(PhraseSpotter spotter, int... phones) {
        for (int phone : phones) {
            spotter.accept(frame(phone), 0, 0);
        }
    }

    private static float[] frame(int phone) {
        float[] frame = {-5, -5, -5, -5, -5};
        frame[phone] = 0;
        return frame;
    }

    private static float max(float[] values) {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
