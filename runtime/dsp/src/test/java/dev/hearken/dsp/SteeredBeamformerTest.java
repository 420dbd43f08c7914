package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SteeredBeamformerTest {

    @ParameterizedTest
    @EnumSource(SteeredBeamformer.Kind.class)
    void shouldPassSoundFromAheadUnchangedAndWeakenTheRest(SteeredBeamformer.Kind kind) {
        ArrayGeometry array = Sounds.circle(6, 0.06);
        SteeredBeamformer beam = new SteeredBeamformer(array, 0, kind);
        beam.steer(30, 10);
        double ahead = gain(beam, array, 30);
        double behind = gain(beam, array, 210);
        assertEquals(0, ahead, 0.1);
        assertTrue(behind < ahead - 3, kind + ": " + behind + " dB behind");
    }

    /** Of the output against the reference microphone, in dB. */
    private static double gain(SteeredBeamformer beam, ArrayGeometry array, double azimuth) {
        float[][] sound = Sounds.planeWave(array, Sounds.noise(4, 16_000, 0.1), azimuth);
        Stft stft = new Stft(array.size());
        Spectra frame = Spectra.of(array.size(), Stft.BINS);
        float[][] hop = new float[array.size()][Stft.HOP];
        float[] re = new float[Stft.BINS];
        float[] im = new float[Stft.BINS];
        double out = 0;
        double in = 0;
        for (int at = 0; at + Stft.HOP <= 16_000; at += Stft.HOP) {
            for (int c = 0; c < array.size(); c++) {
                System.arraycopy(sound[c], at, hop[c], 0, Stft.HOP);
            }
            stft.analyse(hop, frame);
            beam.apply(frame, re, im);
            for (int f = 4; f < Stft.BINS; f++) {
                out += re[f] * re[f] + im[f] * im[f];
                in += Math.pow(frame.re()[0][f], 2) + Math.pow(frame.im()[0][f], 2);
            }
        }
        return 10 * Math.log10(out / in);
    }
}
