package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.Spectra;
import dev.hearken.dsp.Stft;
import dev.hearken.scene.Score;
import java.util.ArrayList;
import java.util.List;

/** What weights that move with time make of a mixture, and of speech and noise for themselves. */
final class Weighing {

    /** Learns from frame t. */
    interface Step {
        void at(int t);
    }

    /** Applies the newest weights to a frame. */
    interface Beam {
        void apply(Spectra y, float[] re, float[] im);
    }

    private final List<Spectra> mixture;
    private final List<Spectra> speech;
    private final List<Spectra> noise;
    private final int from;
    private final int to;
    private final float[] wanted;

    Weighing(List<Spectra> mixture, List<Spectra> speech, List<Spectra> noise, int from, int to, float[] wanted) {
        this.mixture = mixture;
        this.speech = speech;
        this.noise = noise;
        this.from = from;
        this.to = to;
        this.wanted = wanted;
    }

    double siSdr(Step learn, Beam beam) {
        return Score.siSdr(output(learn, beam, mixture), wanted, from, Math.min(to, (mixture.size() - 1) * Stft.HOP));
    }

    /** Signal-to-noise ratio of the output in dB: both parts pass the same weights. */
    double snr(Step learn, Beam beam) {
        List<float[][]> s = new ArrayList<>();
        List<float[][]> n = new ArrayList<>();
        for (int t = 0; t < mixture.size(); t++) {
            learn.at(t);
            s.add(new float[2][Stft.BINS]);
            n.add(new float[2][Stft.BINS]);
            beam.apply(speech.get(t), s.get(t)[0], s.get(t)[1]);
            beam.apply(noise.get(t), n.get(t)[0], n.get(t)[1]);
        }
        int end = Math.min(to, (mixture.size() - 1) * Stft.HOP);
        return Score.ratioDb(BeamScenes.sound(s), BeamScenes.sound(n), from, end);
    }

    /** The same with each frame beside those before it. */
    Weighing stacked(int taps) {
        return new Weighing(mixture, stack(speech, taps), stack(noise, taps), from, to, wanted);
    }

    private static List<Spectra> stack(List<Spectra> frames, int taps) {
        List<Spectra> stacked = new ArrayList<>();
        for (int t = 0; t < frames.size(); t++) {
            int channels = frames.get(t).channels();
            float[][] re = new float[channels * taps][Stft.BINS];
            float[][] im = new float[channels * taps][Stft.BINS];
            for (int tap = 0; tap < taps && tap <= t; tap++) {
                for (int c = 0; c < channels; c++) {
                    re[tap * channels + c] = frames.get(t - tap).re()[c];
                    im[tap * channels + c] = frames.get(t - tap).im()[c];
                }
            }
            stacked.add(new Spectra(re, im));
        }
        return stacked;
    }

    private float[] output(Step learn, Beam beam, List<Spectra> frames) {
        List<float[][]> out = new ArrayList<>();
        for (int t = 0; t < frames.size(); t++) {
            learn.at(t);
            float[][] frame = new float[2][Stft.BINS];
            beam.apply(frames.get(t), frame[0], frame[1]);
            out.add(frame);
        }
        return BeamScenes.sound(out);
    }
}
