package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NearnessMeterTest {

    private static final int SECOND = 16_000;

    private final Random random = new Random(7);
    private final NearnessMeter meter = new NearnessMeter();

    /** White noise of a level; with syllables four times a second if {@code gap} is less than 1: what is left of it in the gaps. */
    private short[] noise(double level, double gap, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            boolean syllable = i / (SECOND / 8) % 2 == 0;
            pcm[i] = (short) (level * (syllable ? 1 : gap) * random.nextGaussian());
        }
        return pcm;
    }

    private void hear(short[] pcm) {
        for (int at = 0; at < pcm.length; at += 320) {
            meter.accept(pcm, at, Math.min(320, pcm.length - at));
        }
    }

    @Test
    void shouldMeasureEnergyOverTheNoiseBeforeIt() {
        hear(noise(50, 1, 2 * SECOND));
        hear(noise(500, 1, SECOND));
        assertTrue(meter.look(SECOND, SECOND));
        assertEquals(20, meter.energyDb(), 1.5);
    }

    @Test
    void shouldCompareSpeakersByTheirOwnNoise() {
        NearnessMeter quiet = new NearnessMeter();
        quiet.accept(noise(10, 1, 2 * SECOND), 0, 2 * SECOND);
        quiet.accept(noise(300, 1, SECOND), 0, SECOND);
        assertTrue(quiet.look(SECOND, SECOND));
        hear(noise(100, 1, 2 * SECOND));
        hear(noise(600, 1, SECOND));
        assertTrue(meter.look(SECOND, SECOND));
        assertTrue(quiet.energyDb() > meter.energyDb() + 10, "louder, but in a louder room");
    }

    @Test
    void shouldTellFilledGapsFromDeepOnes() {
        hear(noise(5, 1, 2 * SECOND));
        hear(noise(1_000, 0.01, SECOND));
        assertTrue(meter.look(SECOND, SECOND));
        double dry = meter.depthDb();
        hear(noise(1_000, 0.4, SECOND));
        assertTrue(meter.look(SECOND, SECOND));
        assertTrue(dry > 30, "dry: " + dry);
        assertEquals(8, meter.depthDb(), 2);
    }

    @Test
    void shouldAnswerWithoutNoiseBeforeIt() {
        hear(noise(1_000, 0.01, SECOND));
        assertTrue(meter.look(SECOND, SECOND));
        assertTrue(meter.energyDb() > 20, "the gaps are the noise: " + meter.energyDb());
    }

    @Test
    void shouldNotFailOnSilence() {
        hear(new short[2 * SECOND]);
        assertTrue(meter.look(SECOND, SECOND));
        assertEquals(0, meter.energyDb());
        assertEquals(0, meter.depthDb());
    }

    @Test
    void shouldKnowOnlyWhatItHasHeardLately() {
        assertFalse(meter.look(SECOND, SECOND));
        hear(noise(100, 1, SECOND));
        assertFalse(meter.look(2 * SECOND, SECOND), "before the beginning");
        assertFalse(meter.look(0, SECOND), "nothing");
        assertTrue(meter.look(SECOND, SECOND));
        meter.reset();
        assertFalse(meter.look(SECOND, SECOND));
        hear(noise(100, 1, 12 * SECOND));
        assertFalse(meter.look(11 * SECOND, SECOND), "long ago");
    }

    @Test
    void shouldNotAllocate() {
        short[] block = noise(100, 1, 320);
        assertEquals(0, Allocation.bytes(1_000, () -> {
            meter.accept(block, 0, 320);
            meter.look(SECOND, SECOND);
        }));
    }
}
