package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dsp.FrontEndSettings.Beam;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class ArrayFrontEndTest {

    private static final int RATE = 16_000;

    @Test
    void shouldAllocateNothingOverTenThousandFrames() {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(4, Optional.of(Sounds.circle(4, 0.032)), 0, true, Beam.ADAPTIVE, 1, 6));
        float[][] sound = new float[4][];
        for (int c = 0; c < 4; c++) {
            sound[c] = Sounds.noise(c, Stft.HOP, 0.1);
        }
        float[][] hop = new float[4][Stft.HOP];
        float[] played = Sounds.noise(9, Stft.HOP, 0.1);
        float[] out = new float[Stft.HOP];
        assertEquals(0, Allocation.bytes(10_000, () -> {
            for (int c = 0; c < 4; c++) {
                System.arraycopy(sound[c], 0, hop[c], 0, Stft.HOP);
            }
            frontEnd.process(hop, played, out);
        }));
    }

    @Test
    void shouldRaiseATalkerOverANoiseFromElsewhere() {
        float[][] mixture = talkerAndNoise(RATE);
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(4, Optional.empty(), 0, false, Beam.ADAPTIVE, 1, 0));
        float[] out = run(frontEnd, mixture, new float[4 * RATE]);
        // The noise alone, between two syllables, before and after.
        int pause = 2 * RATE + (int) ((0.75 + Math.ceil(4.6) - 4.6) / 2.3 * RATE);
        double noiseDown = Sounds.ratioDb(mixture[0], out, pause - 700, pause + 700);
        double all = Sounds.ratioDb(mixture[0], out, 2 * RATE, 4 * RATE);
        assertTrue(noiseDown > all + 4, "noise falls by " + noiseDown + " dB, everything by " + all);
    }

    @Test
    void shouldRaiseTheFirstSyllableOfATalkerWhomNobodyKnowsYet() {
        int begins = 3 * RATE;
        float[] whitened = new float[4 * RATE];
        float[] single = new float[4 * RATE];
        hearForWakeWords(talkerAndNoise(begins), whitened, single);
        double noiseLevel = Sounds.ratioDb(whitened, single, 2 * RATE, begins);
        double firstSyllables = Sounds.ratioDb(whitened, single, begins, begins + RATE / 2);
        assertTrue(noiseLevel <= 0, "noise against that of one microphone: " + noiseLevel + " dB");
        assertTrue(firstSyllables > 10, "talker's first half second against that in one microphone: " + firstSyllables + " dB");
    }

    @Test
    void shouldHearATalkerAtOnceAfterDigitalSilence() {
        float[][] sound = talkerAndNoise(0);
        for (float[] channel : sound) {
            Arrays.fill(channel, 0, 2 * RATE, 0f);
        }
        float[] whitened = new float[4 * RATE];
        float[] single = new float[4 * RATE];
        hearForWakeWords(sound, whitened, single);
        double firstSyllable = Sounds.ratioDb(whitened, single, 2 * RATE + Stft.FRAME, 2 * RATE + RATE / 4);
        assertEquals(0, firstSyllable, 3, "against one microphone, dB");
    }

    /** A talker from one side, from a sample on, and a noise from the other, 4 s long. */
    private static float[][] talkerAndNoise(int begins) {
        ArrayGeometry array = Sounds.circle(4, 0.05);
        float[] talker = Sounds.syllables(1, 4 * RATE, 0.05);
        Arrays.fill(talker, 0, begins, 0f);
        float[][] mixture = Sounds.planeWave(array, talker, 40);
        float[][] noise = Sounds.planeWave(array, Sounds.noise(2, 4 * RATE, 0.03), 170);
        for (int c = 0; c < 4; c++) {
            Sounds.add(mixture[c], noise[c]);
            Sounds.add(mixture[c], Sounds.noise(10 + c, 4 * RATE, 0.001));
        }
        return mixture;
    }

    private static void hearForWakeWords(float[][] sound, float[] whitened, float[] single) {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(4, Optional.empty(), 0, false, Beam.ADAPTIVE, 1, 0));
        run(frontEnd, sound, new float[sound[0].length], at -> {
            System.arraycopy(frontEnd.whitened(), 0, whitened, at, Stft.HOP);
            System.arraycopy(frontEnd.single(), 0, single, at, Stft.HOP);
        });
    }

    @Test
    void shouldHearOneMicrophoneWhereThereIsNoBeam() {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(2, Optional.empty(), 0, false, Beam.NONE, 1, 0));
        float[][] sound = {Sounds.noise(1, RATE, 0.1), Sounds.noise(2, RATE, 0.1)};
        run(frontEnd, sound, new float[RATE], at -> assertArrayEquals(frontEnd.single(), frontEnd.whitened()));
    }

    @Test
    void shouldDelayByWhatItStates() {
        for (Beam beam : Beam.values()) {
            ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(2, Optional.empty(), 0, false, beam, 1, 0));
            float[][] click = new float[2][2 * RATE];
            click[0][RATE] = 0.5f;
            click[1][RATE] = 0.5f;
            float[] out = run(frontEnd, click, new float[2 * RATE]);
            int loudest = 0;
            for (int i = 0; i < out.length; i++) {
                loudest = Math.abs(out[i]) > Math.abs(out[loudest]) ? i : loudest;
            }
            // run() gives a hop out where its own input lay: one hop of the stated latency is the gathering of it.
            assertEquals(RATE + frontEnd.latency() - Stft.HOP, loudest, 1, beam.toString());
        }
    }

    @Test
    void shouldNeverPassTheCeiling() {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(1, Optional.empty(), 0, false, Beam.NONE, 1, 30));
        for (float x : run(frontEnd, new float[][] {Sounds.noise(1, RATE, 0.3)}, new float[RATE])) {
            assertTrue(Math.abs(x) <= 0.945f);
        }
    }

    @Test
    void shouldTakeAwayAConstantOffset() {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(1, Optional.empty(), 0, false, Beam.NONE, 1, 0));
        float[] offset = new float[RATE];
        Arrays.fill(offset, 0.3f);
        float[] out = run(frontEnd, new float[][] {offset}, new float[RATE]);
        assertEquals(0, out[RATE - 300], 1e-4);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new FrontEndSettings(1, Optional.empty(), 0, false, Beam.ADAPTIVE, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrontEndSettings(4, Optional.empty(), 4, false, Beam.NONE, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrontEndSettings(3, Optional.of(Sounds.circle(4, 0.03)), 0, false, Beam.NONE, 1, 0));
    }

    private static float[] run(ArrayFrontEnd frontEnd, float[][] channels, float[] played) {
        return run(frontEnd, channels, played, at -> { });
    }

    private static float[] run(ArrayFrontEnd frontEnd, float[][] channels, float[] played, IntConsumer afterEachHop) {
        float[] all = new float[channels[0].length];
        float[][] hop = new float[channels.length][Stft.HOP];
        float[] reference = new float[Stft.HOP];
        float[] out = new float[Stft.HOP];
        for (int at = 0; at + Stft.HOP <= all.length; at += Stft.HOP) {
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(channels[c], at, hop[c], 0, Stft.HOP);
            }
            System.arraycopy(played, at, reference, 0, Stft.HOP);
            frontEnd.process(hop, reference, out);
            System.arraycopy(out, 0, all, at, Stft.HOP);
            afterEachHop.accept(at);
        }
        return all;
    }
}
