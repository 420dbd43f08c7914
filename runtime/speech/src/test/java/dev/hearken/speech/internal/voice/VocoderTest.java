package dev.hearken.speech.internal.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dsp.RealFft;
import dev.hearken.speech.internal.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VocoderTest {

    private static final VoiceFormat FORMAT = new VoiceFormat(16000, 24000, 0.01, 64, 12000, new double[] {3000, 6000, 9000}, 18);

    @Test
    void shouldMakePeriodsOfTheStatedPitch() {
        float[] sound = render(new Vocoder(FORMAT), frame(-2, -40, 200, 1), 1, 16000);

        // 200 Hz and its harmonics carry the sound; between them is little
        assertTrue(power(sound, 200) > 100 * power(sound, 300));
        assertTrue(power(sound, 1000) > 100 * power(sound, 1100));
    }

    @Test
    void shouldRaiseThePitchByTheFactor() {
        float[] sound = render(new Vocoder(FORMAT), frame(-2, -40, 200, 1), 1.5, 16000);

        assertTrue(power(sound, 300) > 100 * power(sound, 200));
    }

    @Test
    void shouldMakeNoiseOfTheEnvelopesLevelWhereUnvoiced() {
        float[] sound = render(new Vocoder(FORMAT), frame(-3, 0, 200, 0), 1, 32000);

        // amplitude spectrum e^-3 at 24 kHz: the part below 8 kHz has two thirds of the power
        assertEquals(Math.exp(-3) * Math.sqrt(2.0 / 3), rms(sound), 0.1 * Math.exp(-3));
    }

    @Test
    void shouldMakeVoicedSoundOfTheSameLevelAsNoise() {
        float[] pure = render(new Vocoder(FORMAT), frame(-3, -60, 150, 1), 1, 32000);
        float[] rough = render(new Vocoder(FORMAT), frame(-3, -3, 150, 1), 1, 32000);

        assertEquals(rms(pure), rms(rough), 0.1 * rms(pure));
        assertEquals(Math.exp(-3) * Math.sqrt(2.0 / 3), rms(pure), 0.15 * Math.exp(-3));
    }

    @Test
    void shouldFollowTheEnvelope() {
        float[] frame = frame(-3, 0, 200, 0);
        Arrays.fill(frame, 40, 64, -9);
        float[] sound = render(new Vocoder(FORMAT), frame, 1, 32000);

        assertTrue(band(sound, 500, 1500) > 1e4 * band(sound, 6500, 7500));
    }

    @Test
    void shouldSoundTheSameAfterReset() {
        Vocoder vocoder = new Vocoder(FORMAT);
        float[] first = render(vocoder, frame(-3, -10, 180, 1), 1, 4000);
        vocoder.reset();
        assertEquals(0, Arrays.compare(first, render(vocoder, frame(-3, -10, 180, 1), 1, 4000)));
    }

    @Test
    void shouldAllocateNothing() {
        Vocoder vocoder = new Vocoder(FORMAT);
        float[] frame = frame(-3, -10, 180, 1);
        assertEquals(0, Allocation.of(2000, () -> {
            vocoder.period(frame, 0, 0, 0.5f, 1);
            while (vocoder.available() > 0) {
                vocoder.take();
            }
        }));
    }

    private static float[] frame(float envelope, float decibel, double hertz, float voicing) {
        float[] frame = new float[FORMAT.frameSize()];
        Arrays.fill(frame, 0, 64, envelope);
        Arrays.fill(frame, 64, 67, decibel);
        frame[FORMAT.pitchIndex()] = (float) Math.log(hertz);
        frame[FORMAT.voicingIndex()] = voicing;
        return frame;
    }

    private static float[] render(Vocoder vocoder, float[] frame, double pitch, int samples) {
        float[] sound = new float[samples];
        for (int i = 0; i < samples; i++) {
            while (vocoder.available() == 0) {
                vocoder.period(frame, 0, 0, 0, pitch);
            }
            sound[i] = vocoder.take();
        }
        return sound;
    }

    private static double rms(float[] sound) {
        double sum = 0;
        for (float s : sound) {
            sum += s * s;
        }
        return Math.sqrt(sum / sound.length);
    }

    /** Power at a frequency (Goertzel over one second). */
    private static double power(float[] sound, double hertz) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < sound.length; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / sound.length);
            re += window * sound[i] * Math.cos(2 * Math.PI * hertz * i / 16000);
            im += window * sound[i] * Math.sin(2 * Math.PI * hertz * i / 16000);
        }
        return re * re + im * im;
    }

    private static double band(float[] sound, int low, int high) {
        RealFft fft = new RealFft(16384);
        float[] spectrum = new float[16386];
        fft.forward(Arrays.copyOfRange(sound, 8000, 8000 + 16384), spectrum);
        double sum = 0;
        for (int k = low * 16384 / 16000; k < high * 16384 / 16000; k++) {
            sum += spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
        }
        return sum;
    }
}
