package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64, 128, 256, 512, 1024, 2048})
    void shouldAgreeWithTheDefinition(int size) {
        float[] signal = noise(size);
        float[] spectrum = new float[size + 2];

        new RealFft(size).forward(signal, spectrum);

        for (int k = 0; k <= size / 2; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < size; n++) {
                double phase = -2 * Math.PI * ((long) k * n % size) / size;
                re += signal[n] * Math.cos(phase);
                im += signal[n] * Math.sin(phase);
            }
            assertEquals(re, spectrum[2 * k], 2e-5 * Math.sqrt(size) * 4, "re of bin " + k);
            assertEquals(im, spectrum[2 * k + 1], 2e-5 * Math.sqrt(size) * 4, "im of bin " + k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 64, 512, 4096, 65536})
    void shouldReturnToTheSignal(int size) {
        float[] signal = noise(size);
        float[] spectrum = new float[size + 2];
        float[] back = new float[size];
        RealFft fft = new RealFft(size);

        fft.forward(signal, spectrum);
        fft.inverse(spectrum, back);

        assertArrayEquals(signal, back, 1e-5f);
    }

    @Test
    void shouldPutACosineIntoOneBin() {
        float[] signal = new float[512];
        for (int n = 0; n < 512; n++) {
            signal[n] = (float) Math.cos(2 * Math.PI * 37 * n / 512);
        }
        float[] spectrum = new float[514];

        new RealFft(512).forward(signal, spectrum);

        for (int i = 0; i < 514; i++) {
            assertEquals(i == 74 ? 256f : 0f, spectrum[i], 1e-3f, "value " + i);
        }
    }

    @Test
    void shouldKeepItsInputs() {
        float[] signal = noise(64);
        float[] spectrum = new float[66];
        RealFft fft = new RealFft(64);
        fft.forward(signal, spectrum);
        float[] copy = spectrum.clone();

        fft.inverse(spectrum, new float[64]);

        assertArrayEquals(noise(64), signal);
        assertArrayEquals(copy, spectrum);
    }

    @Test
    void shouldRefuseSizesItCannotDo() {
        for (int size : new int[] {-8, 0, 4, 12, 400, 131072}) {
            assertThrows(IllegalArgumentException.class, () -> new RealFft(size), "size " + size);
        }
    }

    @Test
    void shouldAllocateNothingPerTransform() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        RealFft fft = new RealFft(512);
        float[] signal = noise(512);
        float[] spectrum = new float[514];
        long before = 0;
        for (int i = 0; i < 3000; i++) {
            if (i == 2000) {
                before = threads.getThreadAllocatedBytes(thread);
            }
            fft.forward(signal, spectrum);
            fft.inverse(spectrum, signal);
        }
        assertEquals(0, (threads.getThreadAllocatedBytes(thread) - before) / 1000);
    }

    private static float[] noise(int size) {
        Random random = new Random(size);
        float[] noise = new float[size];
        for (int i = 0; i < size; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}
