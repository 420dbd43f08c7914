package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StftTest {

    @Test
    void shouldGiveTheSignalBackOneHopLater() {
        float[] signal = Sounds.noise(1, 20 * Stft.HOP, 0.3);
        Stft stft = new Stft(1);
        StftSynthesis synthesis = new StftSynthesis();
        Spectra frame = Spectra.of(1, Stft.BINS);
        float[][] hop = new float[1][Stft.HOP];
        float[] out = new float[Stft.HOP];
        for (int t = 0; t < 20; t++) {
            System.arraycopy(signal, t * Stft.HOP, hop[0], 0, Stft.HOP);
            stft.analyse(hop, frame);
            synthesis.synthesise(frame.re()[0], frame.im()[0], out);
            for (int i = 0; i < Stft.HOP && t > 0; i++) {
                assertEquals(signal[(t - 1) * Stft.HOP + i], out[i], 1e-5, "hop " + t + ", sample " + i);
            }
        }
    }

    @Test
    void shouldDelayByNoMoreThan32Milliseconds() {
        assertEquals(0.032, StftSynthesis.LATENCY / 16_000.0);
    }
}
