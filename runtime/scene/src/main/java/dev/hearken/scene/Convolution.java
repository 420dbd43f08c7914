package dev.hearken.scene;

import dev.hearken.dsp.RealFft;

/** Convolves long signals with room responses, block by block in the frequency domain. */
final class Convolution {

    private Convolution() {
    }

    /** The first {@code signal.length} samples of signal * response. */
    static float[] of(float[] signal, float[] response) {
        int size = 1024;
        while (size < 4 * response.length && size < 65_536) {
            size *= 2;
        }
        int step = size - response.length + 1;
        RealFft fft = new RealFft(size);
        float[] filter = new float[size + 2];
        fft.forward(java.util.Arrays.copyOf(response, size), filter);
        float[] block = new float[size];
        float[] spectrum = new float[size + 2];
        float[] out = new float[signal.length];
        for (int at = 0; at < signal.length; at += step) {
            java.util.Arrays.fill(block, 0f);
            System.arraycopy(signal, at, block, 0, Math.min(step, signal.length - at));
            fft.forward(block, spectrum);
            for (int k = 0; k < size + 2; k += 2) {
                float re = spectrum[k] * filter[k] - spectrum[k + 1] * filter[k + 1];
                spectrum[k + 1] = spectrum[k] * filter[k + 1] + spectrum[k + 1] * filter[k];
                spectrum[k] = re;
            }
            fft.inverse(spectrum, block);
            for (int i = 0; i < Math.min(size, signal.length - at); i++) {
                out[at + i] += block[i];
            }
        }
        return out;
    }
}
