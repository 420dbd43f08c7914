package dev.hearken.speech.internal.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.internal.Allocation;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhraseSpotterTest {

    private static final int PHONES = 5;

    private final PhraseSpotter spotter = new PhraseSpotter(new int[] {1, 2, 3});

    @Test
    void shouldScoreZeroWhereTheBestPathIsThePhrase() {
        say(spotter, 0, 1, 0, 2, 2, 3);

        assertEquals(0f, spotter.score(), 1e-6f);
        assertEquals(1, spotter.start());
    }

    @Test
    void shouldScoreTheMeanLossPerPhoneOtherwise() {
        say(spotter, 1, 4, 3);

        assertEquals(-5f / 3, spotter.score(), 1e-5f);
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
        assertEquals(0f, twice.score(), 1e-6f);
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
    void shouldAgreeWithTheRecursionOfTheTrainingPrototype() {
        Random random = new Random(7);
        int[] labels = {2, 2, 4, 1};
        PhraseSpotter tested = new PhraseSpotter(labels);
        float[][] logp = new float[30][PHONES];
        float[] a = filled(labels.length);
        float[] b = filled(labels.length);
        for (float[] frame : logp) {
            for (int p = 0; p < PHONES; p++) {
                frame[p] = (float) -Math.abs(random.nextGaussian());
            }
            float max = max(frame);
            float[] nextA = new float[labels.length];
            float[] nextB = new float[labels.length];
            for (int n = 0; n < labels.length; n++) {
                float v = n == 0 ? 0 : Math.max(a[n], b[n - 1]);
                if (n > 0 && labels[n] != labels[n - 1]) {
                    v = Math.max(v, a[n - 1]);
                }
                nextA[n] = v + frame[labels[n]] - max;
                nextB[n] = Math.max(a[n], b[n]) + frame[0] - max;
            }
            a = nextA;
            b = nextB;
            tested.accept(frame, 0, max);
            if (a[3] > -1e8f) {
                assertEquals(a[3] / 4, tested.score(), 1e-4f);
            }
        }
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

    private static float[] filled(int length) {
        float[] values = new float[length];
        java.util.Arrays.fill(values, PhraseSpotter.NEVER);
        return values;
    }

    private static float max(float[] values) {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
