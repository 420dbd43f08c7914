package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CallOutputTest {

    private static final int RATE = 16_000;

    private static float[] run(CallOutput call, float[] in) {
        float[] all = new float[in.length];
        float[] hop = new float[Stft.HOP];
        float[] out = new float[Stft.HOP];
        for (int at = 0; at + Stft.HOP <= in.length; at += Stft.HOP) {
            System.arraycopy(in, at, hop, 0, Stft.HOP);
            call.process(hop, out);
            System.arraycopy(out, 0, all, at, Stft.HOP);
        }
        return all;
    }

    /** Vowel-like sound that comes and goes: harmonics of 150 Hz. */
    private static float[] voice(int length, double level) {
        float[] voice = new float[length];
        for (int i = 0; i < length; i++) {
            double open = Math.max(0, Math.sin(2 * Math.PI * 2 * i / RATE));
            for (int h = 1; h < 20; h++) {
                voice[i] += (float) (level * open / h * Math.sin(2 * Math.PI * 150 * h * i / RATE));
            }
        }
        return voice;
    }

    @Test
    void shouldWeakenSteadyNoiseByAboutItsFloor() {
        NoiseSuppressor suppressor = new NoiseSuppressor(-15);
        float[] noise = Sounds.noise(1, 4 * RATE, 0.01);
        float[] out = suppressed(suppressor, noise);
        assertEquals(15, Sounds.ratioDb(noise, out, 2 * RATE, 4 * RATE - 512), 2);
    }

    @Test
    void shouldKeepSpeechOverNoise() {
        float[] voice = voice(6 * RATE, 0.1);
        Arrays.fill(voice, 0, RATE, 0f);
        float[] mixture = Sounds.noise(2, 6 * RATE, 0.005);
        Sounds.add(mixture, voice);
        float[] out = suppressed(new NoiseSuppressor(-15), mixture);
        assertEquals(0, Sounds.ratioDb(mixture, out, 3 * RATE, 6 * RATE - 512), 1.5);
    }

    @Test
    void shouldRaiseAQuietVoiceAndLeavePausesAlone() {
        CallGain gain = new CallGain(-24, 24);
        float[] quiet = voice(10 * RATE, 0.005);
        float[] hop = new float[Stft.HOP];
        for (int at = 0; at + Stft.HOP <= quiet.length; at += Stft.HOP) {
            System.arraycopy(quiet, at, hop, 0, Stft.HOP);
            gain.process(hop);
        }
        double speaking = gain.gainDb();
        assertTrue(speaking > 12, "gain " + speaking);
        for (int i = 0; i < 300; i++) {
            System.arraycopy(Sounds.noise(i, Stft.HOP, 1e-4), 0, hop, 0, Stft.HOP);
            gain.process(hop);
        }
        assertEquals(speaking, gain.gainDb(), 1);
    }

    @Test
    void shouldSilenceAWhistleButNotAVoice() {
        CallOutput call = new CallOutput();
        float[] whistle = new float[3 * RATE];
        for (int i = 0; i < whistle.length; i++) {
            whistle[i] = (float) (0.3 * Math.sin(2 * Math.PI * 2000 * i / RATE));
        }
        float[] out = run(call, whistle);
        assertTrue(Sounds.ratioDb(whistle, out, 2 * RATE, 3 * RATE - 512) > 20);
        HowlingNotch notch = new HowlingNotch();
        Stft stft = new Stft(1);
        Spectra frame = Spectra.of(1, Stft.BINS);
        float[] voice = voice(4 * RATE, 0.1);
        for (int at = 0; at + Stft.HOP <= voice.length; at += Stft.HOP) {
            stft.analyse(new float[][] {Arrays.copyOfRange(voice, at, at + Stft.HOP)}, frame);
            notch.watch(frame.re()[0], frame.im()[0]);
            assertFalse(notch.active());
        }
    }

    @Test
    void shouldAllocateNothing() {
        CallOutput call = new CallOutput();
        float[] hop = Sounds.noise(3, Stft.HOP, 0.1);
        float[] out = new float[Stft.HOP];
        assertEquals(0, Allocation.bytes(1_000, () -> call.process(hop, out)));
    }

    private static float[] suppressed(NoiseSuppressor suppressor, float[] in) {
        Stft stft = new Stft(1);
        StftSynthesis synthesis = new StftSynthesis();
        Spectra frame = Spectra.of(1, Stft.BINS);
        float[][] hop = new float[1][Stft.HOP];
        float[] out = new float[Stft.HOP];
        float[] all = new float[in.length];
        for (int at = 0; at + Stft.HOP <= in.length; at += Stft.HOP) {
            System.arraycopy(in, at, hop[0], 0, Stft.HOP);
            stft.analyse(hop, frame);
            suppressor.process(frame.re()[0], frame.im()[0]);
            synthesis.synthesise(frame.re()[0], frame.im()[0], out);
            if (at >= Stft.HOP) {
                System.arraycopy(out, 0, all, at - Stft.HOP, Stft.HOP);
            }
        }
        return all;
    }
}
