package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoCancellerTest {

    private static final int RATE = 16_000;

    @Test
    void shouldTakeOutTheEcho() {
        float[] played = Sounds.syllables(1, 8 * RATE, 0.2);
        float[] heard = through(played, path(2), 60);
        float[] left = cancel(new EchoCanceller(1), heard, played);
        assertTrue(Sounds.ratioDb(heard, left, 4 * RATE, 8 * RATE) > 30, "ERLE " + Sounds.ratioDb(heard, left, 4 * RATE, 8 * RATE));
    }

    @Test
    void shouldLeaveATalkerAlone() {
        float[] played = Sounds.syllables(1, 10 * RATE, 0.2);
        float[] heard = through(played, path(2), 60);
        float[] talker = Sounds.syllables(9, 10 * RATE, 0.1);
        java.util.Arrays.fill(talker, 0, 6 * RATE, 0f);
        double before = Sounds.ratioDb(talker, heard, 6 * RATE, 10 * RATE);
        Sounds.add(heard, talker);
        float[] left = cancel(new EchoCanceller(1), heard, played);
        for (int i = 0; i < left.length; i++) {
            left[i] -= talker[i];
        }
        double kept = Sounds.ratioDb(talker, left, 6 * RATE, 10 * RATE);
        assertTrue(kept > before + 10, "talker against what is not the talker: " + before + " dB before, " + kept + " dB after");
    }

    @Test
    void shouldNotLetATalkerSpoilWhatItHasLearnt() {
        double undisturbed = talkerAgainstTheRest(path(2), path(2), 0);
        assertTrue(undisturbed > 25, "talker against what is not the talker: " + undisturbed);
    }

    @Test
    void shouldTrustAChangedPathAsTheOneBefore() {
        double changed = talkerAgainstTheRest(path(2), path(3), 4);
        assertTrue(changed > 25, "talker against what is not the talker: " + changed);
    }

    /** Of what is left from the tenth second on, when the talker begins, 10 dB below the echo; the path changes at a second. */
    private static double talkerAgainstTheRest(float[] first, float[] second, int changeAt) {
        float[] played = Sounds.syllables(1, 14 * RATE, 0.2);
        float[] heard = through(played, second, 60);
        System.arraycopy(through(played, first, 60), 0, heard, 0, changeAt * RATE);
        float[] talker = Sounds.syllables(9, 14 * RATE, 0.03);
        java.util.Arrays.fill(talker, 0, 10 * RATE, 0f);
        Sounds.add(heard, talker);
        float[] left = cancel(new EchoCanceller(1), heard, played);
        for (int i = 0; i < left.length; i++) {
            left[i] -= talker[i];
        }
        return Sounds.ratioDb(talker, left, 10 * RATE, 14 * RATE);
    }

    @Test
    void shouldTellHowMuchOfASoundIsNotEcho() {
        float[] played = Sounds.syllables(1, 8 * RATE, 0.2);
        float[] heard = through(played, path(2), 60);
        EchoCanceller canceller = new EchoCanceller(1);
        cancel(canceller, heard, played);
        assertTrue(canceller.leftDb(RATE, RATE) < -25, "left of nothing but echo: " + canceller.leftDb(RATE, RATE));
        float[] talker = Sounds.syllables(9, 8 * RATE, 0.1);
        double share = Sounds.ratioDb(talker, heard, 7 * RATE, 8 * RATE);
        Sounds.add(heard, talker);
        canceller = new EchoCanceller(1);
        cancel(canceller, heard, played);
        assertTrue(canceller.leftDb(RATE, RATE) > share - 4, "the talker is " + share + " dB against the echo, left " + canceller.leftDb(RATE, RATE));
    }

    @Test
    void shouldKnowThePathAfterALongSilenceAndPassTheTalkerMeanwhile() {
        float[] played = Sounds.syllables(1, 12 * RATE, 0.2);
        java.util.Arrays.fill(played, 5 * RATE, 9 * RATE, 0f);
        float[] heard = through(played, path(2), 60);
        float[] talker = Sounds.syllables(9, 12 * RATE, 0.1);
        java.util.Arrays.fill(talker, 0, 6 * RATE, 0f);
        java.util.Arrays.fill(talker, 8 * RATE, 12 * RATE, 0f);
        Sounds.add(heard, talker);
        float[] left = cancel(new EchoCanceller(1), heard, played);
        for (int i = 7 * RATE; i < 8 * RATE; i++) {
            assertEquals(heard[i], left[i], "nothing to take out");
        }
        assertTrue(Sounds.ratioDb(heard, left, 9 * RATE, 10 * RATE) > 20, "ERLE of the first second " + Sounds.ratioDb(heard, left, 9 * RATE, 10 * RATE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 4800, 7600})
    void shouldFindAReferenceThatIsFarAhead(int delay) {
        float[] played = Sounds.syllables(3, 8 * RATE, 0.2);
        float[] heard = through(played, path(4), delay);
        EchoCanceller canceller = new EchoCanceller(1);
        float[] left = cancel(canceller, heard, played);
        assertEquals(delay - ReferenceAligner.HEADROOM, canceller.delaySamples(), 40);
        assertTrue(Sounds.ratioDb(heard, left, 6 * RATE, 8 * RATE) > 25);
    }

    @ParameterizedTest
    @ValueSource(ints = {-80, 60})
    void shouldMeasureAndCorrectTheDriftOfTwoClocks(int ppm) {
        float[] played = Sounds.noise(5, 40 * RATE, 0.1);
        float[] heard = through(drifted(played, ppm * 1e-6), path(6), 1500);
        EchoCanceller canceller = new EchoCanceller(1);
        float[] left = cancel(canceller, heard, played);
        assertEquals(ppm, canceller.driftPpm(), 5);
        double before = Sounds.ratioDb(heard, left, 8 * RATE, 12 * RATE);
        double corrected = Sounds.ratioDb(heard, left, 30 * RATE, 38 * RATE);
        assertTrue(corrected > before + 6, "ERLE " + before + " dB before the drift was known, " + corrected + " dB after");
    }

    @Test
    void shouldReadTheReferenceUnchangedWhileClocksAgree() {
        float[] played = Sounds.noise(5, 30 * RATE, 0.1);
        EchoCanceller canceller = new EchoCanceller(1);
        cancel(canceller, through(played, path(6), 60), played);
        assertEquals(0, canceller.driftPpm());
        assertEquals(0, canceller.delaySamples());
    }

    @Test
    void shouldRecoverAfterTheEchoPathHasChanged() {
        float[] played = Sounds.syllables(7, 14 * RATE, 0.2);
        float[] before = through(played, path(8), 60);
        float[] heard = through(played, path(9), 90);
        System.arraycopy(before, 0, heard, 0, 7 * RATE);
        float[] left = cancel(new EchoCanceller(1), heard, played);
        assertTrue(Sounds.ratioDb(heard, left, 11 * RATE, 14 * RATE) > 20);
    }

    @Test
    void shouldKnowThePathAfterLostSound() {
        float[] played = Sounds.syllables(1, 8 * RATE, 0.2);
        float[] heard = through(played, path(2), 60);
        EchoCanceller canceller = new EchoCanceller(1);
        cancel(canceller, java.util.Arrays.copyOf(heard, 4 * RATE), played);
        canceller.skip();
        float[] rest = java.util.Arrays.copyOfRange(heard, 5 * RATE, 8 * RATE);
        float[] left = cancel(canceller, rest, java.util.Arrays.copyOfRange(played, 5 * RATE, 8 * RATE));
        assertTrue(Sounds.ratioDb(rest, left, RATE / 2, 2 * RATE) > 20);
    }

    @Test
    void shouldTakeNothingAwayInSilence() {
        float[] talker = Sounds.syllables(9, 4 * RATE, 0.05);
        float[] left = cancel(new EchoCanceller(1), talker.clone(), new float[4 * RATE]);
        for (int i = 0; i < left.length; i++) {
            assertEquals(talker[i], left[i], 1e-7);
        }
    }

    static float[] cancel(EchoCanceller canceller, float[] heard, float[] played) {
        float[] out = new float[heard.length];
        float[][] block = new float[1][EchoReference.BLOCK];
        float[] reference = new float[EchoReference.BLOCK];
        for (int at = 0; at + reference.length <= heard.length; at += reference.length) {
            System.arraycopy(heard, at, block[0], 0, reference.length);
            System.arraycopy(played, at, reference, 0, reference.length);
            canceller.process(block, reference, reference.length);
            System.arraycopy(block[0], 0, out, at, reference.length);
        }
        return out;
    }

    /** Direct sound and a tail that falls by 60 dB in about a quarter of a second. */
    private static float[] path(long seed) {
        Random random = new Random(seed);
        float[] path = new float[800];
        path[0] = 0.5f;
        for (int i = 30; i < path.length; i++) {
            path[i] = (float) (0.05 * random.nextGaussian() * Math.exp(-i / 550.0));
        }
        return path;
    }

    private static float[] through(float[] sound, float[] path, int delay) {
        float[] out = new float[sound.length];
        for (int k = 0; k < path.length; k++) {
            if (path[k] != 0) {
                for (int i = k + delay; i < out.length; i++) {
                    out[i] += path[k] * sound[i - k - delay];
                }
            }
        }
        return out;
    }

    /** As a microphone hears it whose clock is faster by this. */
    private static float[] drifted(float[] sound, double drift) {
        SincReader reader = new SincReader(java.util.Arrays.copyOf(sound, Integer.highestOneBit(sound.length) * 2));
        float[] out = new float[sound.length];
        for (int i = 64; i < sound.length - 64; i++) {
            out[i] = reader.at(i * (1 - drift));
        }
        return out;
    }
}
