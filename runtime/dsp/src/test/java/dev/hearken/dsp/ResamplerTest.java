package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    private static final double AMPLITUDE = 16_000;

    @ParameterizedTest
    @CsvSource({
        "48000,16000", "44100,16000", "22050,16000", "32000,16000", "96000,16000", "44099,16000", "192000,16000",
        "8000,16000", "11025,16000", "16000,48000", "24000,48000", "16000,44100", "22050,48000", "48000,24000"})
    void shouldPassTonesUnchanged(int from, int to) {
        double edge = 0.95 * Math.min(from, to) / 2;
        for (double part : new double[] {0.01, 0.1, 0.33, 0.5, 0.77, 0.9, 0.97, 1.0}) {
            double frequency = part * edge;
            short[] out = resample(tone(frequency, from, from), from, to, 160);
            double gain = 20 * Math.log10(level(out, frequency, to) / AMPLITUDE);
            assertEquals(0, gain, 0.1, frequency + " Hz, " + from + " to " + to + " Hz");
        }
    }

    @ParameterizedTest
    @CsvSource({"48000,16000", "44100,16000", "22050,16000", "32000,16000", "96000,16000", "44099,16000", "48000,24000"})
    void shouldKeepTonesAboveTheOutputsNyquistFrequencyOut(int from, int to) {
        double nyquist = to / 2.0;
        for (double frequency = nyquist * 1.002; frequency < from / 2.0; frequency += from / 61.0) {
            double alias = Math.abs(frequency - to * Math.round(frequency / to));
            short[] out = resample(tone(frequency, from, from), from, to, 160);
            double gain = 20 * Math.log10((level(out, alias, to) + 1e-9) / AMPLITUDE);
            assertTrue(gain <= -70, frequency + " Hz comes through as " + alias + " Hz at " + gain + " dB");
        }
    }

    @ParameterizedTest
    @CsvSource({"16000,48000", "24000,48000", "11025,16000", "16000,44100"})
    void shouldKeepImagesOut(int from, int to) {
        for (double frequency : new double[] {300, 2_000, 0.94 * from / 2}) {
            short[] out = resample(tone(frequency, from, from), from, to, 160);
            double image = from - frequency;
            if (image < to / 2.0) {
                double gain = 20 * Math.log10((level(out, image, to) + 1e-9) / AMPLITUDE);
                assertTrue(gain <= -70, frequency + " Hz has an image at " + image + " Hz of " + gain + " dB");
            }
        }
    }

    @Test
    void shouldFollowAChirpInTime() {
        int from = 48_000;
        int to = 16_000;
        short[] in = chirp(from, 3 * from, 100, 7_000);
        short[] out = resample(in, from, to, 480);
        double worst = 0;
        for (int n = 200; n < out.length - 200; n++) {
            worst = Math.max(worst, Math.abs(out[n] - in[3 * n]));
        }
        assertTrue(worst < AMPLITUDE * 0.002, "off by " + worst + " at the worst");
    }

    @ParameterizedTest
    @CsvSource({"48000,16000", "44100,16000", "16000,48000", "16000,16000", "7919,16000", "384000,8000", "44099,16000"})
    void shouldGiveTheSameFramesWhateverTheBlocks(int from, int to) {
        Random random = new Random(4);
        short[] in = new short[5_003];
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) random.nextInt();
        }
        short[] whole = resample(in, from, to, in.length);
        assertEquals((in.length * (long) to + from - 1) / from, whole.length);
        for (int block : new int[] {1, 7, 160, 512, 1_000}) {
            assertArrayEquals(whole, resample(in, from, to, block), block + " frames a block");
        }
    }

    @Test
    void shouldTakeOneChannelOfMany() {
        short[] mono = chirp(48_000, 4_800, 100, 7_000);
        short[] interleaved = new short[mono.length * 3];
        for (int i = 0; i < mono.length; i++) {
            interleaved[3 * i] = (short) 12_345;
            interleaved[3 * i + 1] = mono[i];
        }
        Resampler resampler = new Resampler(48_000, 16_000);
        short[] out = new short[2 * resampler.maxOutputFrames(mono.length)];
        int frames = resampler.process(interleaved, 1, 3, mono.length, out, 1, 2);
        frames += resampler.flush(out, 1 + 2 * frames, 2);
        short[] expected = resample(mono, 48_000, 16_000, 480);
        assertEquals(expected.length, frames);
        for (int i = 0; i < frames; i++) {
            assertEquals(0, out[2 * i]);
            assertEquals(expected[i], out[2 * i + 1]);
        }
    }

    @Test
    void shouldClipInsteadOfWrapping() {
        short[] square = new short[4_000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 100 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = resample(square, 16_000, 48_000, 160);
        for (int i = 150; i < 11_700; i++) {
            boolean high = i / 300 % 2 == 0;
            boolean nearEdge = i % 300 < 30 || i % 300 > 270;
            assertTrue(nearEdge || (high ? out[i] > 20_000 : out[i] < -20_000), "frame " + i + " is " + out[i]);
        }
    }

    @Test
    void shouldAllocateNothing() {
        Resampler resampler = new Resampler(44_100, 16_000);
        short[] in = tone(440, 44_100, 441);
        short[] out = new short[resampler.maxOutputFrames(441)];
        assertEquals(0, Allocation.bytes(1_000, () -> resampler.process(in, 0, 441, out, 0)));
        assertEquals(0, Allocation.bytes(1_000, () -> resampler.flush(out, 0)));
    }

    @Test
    void shouldRefuseARateOfZero() {
        assertThrows(IllegalArgumentException.class, () -> new Resampler(0, 16_000));
    }

    private static short[] resample(short[] in, int from, int to, int block) {
        Resampler resampler = new Resampler(from, to);
        short[] out = new short[(int) ((long) in.length * to / from) + 2 * resampler.maxOutputFrames(block)];
        int written = 0;
        for (int start = 0; start < in.length; start += block) {
            int frames = Math.min(block, in.length - start);
            int now = resampler.process(in, start, frames, out, written);
            assertTrue(now <= resampler.maxOutputFrames(frames));
            written += now;
        }
        int last = resampler.flush(out, written);
        assertTrue(last <= resampler.maxOutputFrames(0));
        return Arrays.copyOf(out, written + last);
    }

    private static short[] tone(double frequency, int rate, int frames) {
        short[] samples = new short[frames];
        for (int i = 0; i < frames; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * frequency * i / rate + 0.3));
        }
        return samples;
    }

    private static short[] chirp(int rate, int frames, double low, double high) {
        short[] samples = new short[frames];
        double seconds = (double) frames / rate;
        for (int i = 0; i < frames; i++) {
            double t = (double) i / rate;
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * (low * t + (high - low) * t * t / (2 * seconds))));
        }
        return samples;
    }

    /** Amplitude of a tone, by projection under a Hann window over the middle of the signal. */
    private static double level(short[] samples, double frequency, int rate) {
        int skip = samples.length / 8;
        int count = samples.length - 2 * skip;
        double re = 0;
        double im = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
            double angle = 2 * Math.PI * frequency * (i + skip) / rate;
            re += window * samples[i + skip] * Math.cos(angle);
            im += window * samples[i + skip] * Math.sin(angle);
            sum += window;
        }
        return 2 * Math.hypot(re, im) / sum;
    }
}
