package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.DirectionFinder;
import dev.hearken.dsp.MvdrBeamformer;
import dev.hearken.dsp.Spectra;
import dev.hearken.dsp.SpeechPresence;
import dev.hearken.dsp.SteeredBeamformer;
import dev.hearken.dsp.Stft;
import dev.hearken.dsp.StftSynthesis;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import dev.hearken.scene.Score;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Beams and directions over a grid of rooms: 1, 3, 5 m by reverberation .2, .4, .6 s; point noise 5 dB, voices all around 10 dB,
 * sensor noise 30 dB below the talker.
 */
final class BeamScenes {

    private static final double[] DISTANCES = {1, 3, 5};
    private static final double[] REVERBERATION = {0.2, 0.4, 0.6};
    private static final int SECOND_FRAMES = 63;
    private static final int LONGEST_TALK = 8 * 16_000;

    private final List<float[]> talkers;
    private final List<float[]> noises;
    private final SceneMaker maker;

    BeamScenes(List<float[]> talkers, List<float[]> noises, SceneMaker maker) {
        this.talkers = talkers;
        this.noises = noises;
        this.maker = maker;
    }

    /** @param repeats scenes for each distance and reverberation */
    JsonObject measure(SceneArrays array, int repeats, long seed) {
        Means means = new Means();
        int number = 0;
        for (double distance : DISTANCES) {
            for (double rt60 : REVERBERATION) {
                for (int i = 0; i < repeats; i++, number++) {
                    score(scene(array, distance, rt60, seed + number), array, means);
                }
            }
        }
        JsonObject figures = means.figures();
        for (String mask : List.of("Oracle", "Presence", "Unmasked")) {
            figures.put("direction" + mask + "Median", Means.rounded(means.median("direction" + mask)));
            figures.put("direction" + mask + "Within10", Means.rounded(means.shareAtMost("direction" + mask, 10)));
        }
        return figures.put("scenes", number);
    }

    private Scene scene(SceneArrays array, double distance, double rt60, long seed) {
        float[] talker = talkers.get((int) (seed % talkers.size()));
        float[] cut = talker.length > LONGEST_TALK ? java.util.Arrays.copyOf(talker, LONGEST_TALK) : talker;
        return maker.make(new SceneRecipe(array.geometry(), array.mainMicrophone(), distance, rt60, 5, 10, 30, 2, 0.5, Optional.empty(), seed),
            cut, noises.get((int) (seed % noises.size())), talkers, new float[] {0});
    }

    private static void score(Scene scene, SceneArrays array, Means means) {
        int main = array.mainMicrophone();
        int from = scene.activeFrom();
        int to = scene.activeTo();
        means.add("microphoneSiSdr", Score.siSdr(scene.microphones()[main], scene.early()[main], from, to));
        List<Spectra> mixture = frames(scene.microphones());
        List<Spectra> speech = frames(scene.speech());
        List<Spectra> noise = frames(rest(scene));
        Weighing fixed = new Weighing(mixture, speech, noise, from, to, scene.early()[main]);
        SteeredBeamformer sum = new SteeredBeamformer(array.geometry(), main, SteeredBeamformer.Kind.DELAY_AND_SUM);
        sum.steer(scene.azimuth(), 8);
        means.add("delayAndSumSiSdr", fixed.siSdr(t -> { }, sum::apply));
        List<float[]> oracle = oracleMask(speech, noise, main);
        List<float[]> presence = presenceMask(mixture, array.geometry().size());
        double before = Score.ratioDb(scene.speech()[main], scene.disturbance(main), from, to);
        adaptive("mvdrOracle", fixed, new MvdrBeamformer(array.geometry().size(), 1, main), oracle, mixture, before, means);
        adaptive("mvdrPresence", fixed, new MvdrBeamformer(array.geometry().size(), 1, main), presence, mixture, before, means);
        if (array == SceneArrays.CIRCULAR_4) {
            multiTap(1, fixed, mixture, speech, noise, main, before, means);
            multiTap(2, fixed, mixture, speech, noise, main, before, means);
        }
        direction("directionOracle", scene, array, mixture, oracle, means);
        direction("directionPresence", scene, array, mixture, presence, means);
        float[] everything = new float[Stft.BINS];
        java.util.Arrays.fill(everything, 1f);
        direction("directionUnmasked", scene, array, mixture, java.util.Collections.nCopies(mixture.size(), everything), means);
    }

    private static void adaptive(String name, Weighing weighing, MvdrBeamformer beam, List<float[]> mask, List<Spectra> mixture, double before, Means means) {
        means.add(name + "SiSdr", weighing.siSdr(t -> beam.update(mixture.get(t), mask.get(t)), (y, re, im) -> beam.apply(re, im)));
        beam.reset();
        means.add(name + "SnrGain", weighing.snr(t -> beam.update(mixture.get(t), mask.get(t)), beam::apply) - before);
    }

    /** Complex ratio masks of the truth; speech and noise pass the weights stacked as the mixture is. */
    private static void multiTap(int taps, Weighing weighing, List<Spectra> mixture, List<Spectra> speech, List<Spectra> noise, int main, double before, Means means) {
        int microphones = mixture.get(0).channels();
        MvdrBeamformer beam = new MvdrBeamformer(microphones, taps, main);
        Spectra speechMask = Spectra.of(1, Stft.BINS);
        Spectra noiseMask = Spectra.of(1, Stft.BINS);
        Weighing.Step learn = t -> {
            ratio(speech.get(t), mixture.get(t), main, speechMask);
            ratio(noise.get(t), mixture.get(t), main, noiseMask);
            beam.update(mixture.get(t), speechMask, noiseMask);
        };
        means.add("multiTap" + taps + "SiSdr", weighing.siSdr(learn, (y, re, im) -> beam.apply(re, im)));
        beam.reset();
        means.add("multiTap" + taps + "SnrGain", weighing.stacked(taps).snr(learn, beam::apply) - before);
    }

    private static void ratio(Spectra part, Spectra whole, int main, Spectra out) {
        for (int f = 0; f < Stft.BINS; f++) {
            float wr = whole.re()[main][f];
            float wi = whole.im()[main][f];
            float pr = part.re()[main][f];
            float pi = part.im()[main][f];
            float power = wr * wr + wi * wi + 1e-12f;
            float re = (pr * wr + pi * wi) / power;
            float im = (pi * wr - pr * wi) / power;
            float size = (float) Math.sqrt(re * re + im * im);
            float limit = size > 2 ? 2 / size : 1;
            out.re()[0][f] = re * limit;
            out.im()[0][f] = im * limit;
        }
    }

    private static void direction(String name, Scene scene, SceneArrays array, List<Spectra> mixture, List<float[]> mask, Means means) {
        DirectionFinder finder = new DirectionFinder(array.geometry());
        int until = firstSound(scene, array.mainMicrophone()) / Stft.HOP + SECOND_FRAMES;
        for (int t = 0; t < Math.min(until, mixture.size()); t++) {
            finder.accept(mixture.get(t), mask.get(t));
        }
        means.add(name, Score.angleError(finder.azimuth(SECOND_FRAMES, SECOND_FRAMES), scene.azimuth(), array.geometry().linear()));
    }

    /** Where the talker begins to speak, as with a wake word: recordings begin with silence. */
    private static int firstSound(Scene scene, int main) {
        double loudest = 0;
        for (int at = scene.activeFrom(); at < scene.activeTo() - Stft.HOP; at += Stft.HOP) {
            loudest = Math.max(loudest, power(scene.early()[main], at));
        }
        int at = scene.activeFrom();
        while (at < scene.activeTo() - 16_000 && power(scene.early()[main], at) < loudest / 100) {
            at += Stft.HOP;
        }
        return at;
    }

    private static double power(float[] samples, int from) {
        double sum = 0;
        for (int i = from; i < from + Stft.HOP; i++) {
            sum += samples[i] * samples[i];
        }
        return sum;
    }

    private static List<float[]> oracleMask(List<Spectra> speech, List<Spectra> noise, int main) {
        List<float[]> masks = new ArrayList<>();
        for (int t = 0; t < speech.size(); t++) {
            float[] mask = new float[Stft.BINS];
            for (int f = 0; f < Stft.BINS; f++) {
                float s = power(speech.get(t), main, f);
                mask[f] = s / (s + power(noise.get(t), main, f) + 1e-14f);
            }
            masks.add(mask);
        }
        return masks;
    }

    private static List<float[]> presenceMask(List<Spectra> mixture, int microphones) {
        SpeechPresence presence = new SpeechPresence(microphones);
        List<float[]> masks = new ArrayList<>();
        for (Spectra y : mixture) {
            float[] mask = new float[Stft.BINS];
            presence.estimate(y, mask);
            masks.add(mask);
        }
        return masks;
    }

    private static float power(Spectra y, int channel, int f) {
        return y.re()[channel][f] * y.re()[channel][f] + y.im()[channel][f] * y.im()[channel][f];
    }

    private static float[][] rest(Scene scene) {
        float[][] rest = new float[scene.microphones().length][];
        for (int c = 0; c < rest.length; c++) {
            rest[c] = scene.disturbance(c);
        }
        return rest;
    }

    static List<Spectra> frames(float[][] channels) {
        Stft stft = new Stft(channels.length);
        float[][] hop = new float[channels.length][Stft.HOP];
        List<Spectra> frames = new ArrayList<>();
        for (int at = 0; at + Stft.HOP <= channels[0].length; at += Stft.HOP) {
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(channels[c], at, hop[c], 0, Stft.HOP);
            }
            Spectra frame = Spectra.of(channels.length, Stft.BINS);
            stft.analyse(hop, frame);
            frames.add(frame);
        }
        return frames;
    }

    static float[] sound(List<float[][]> frames) {
        StftSynthesis synthesis = new StftSynthesis();
        float[] out = new float[frames.size() * Stft.HOP];
        float[] hop = new float[Stft.HOP];
        for (int t = 0; t < frames.size(); t++) {
            synthesis.synthesise(frames.get(t)[0], frames.get(t)[1], hop);
            if (t > 0) {
                System.arraycopy(hop, 0, out, (t - 1) * Stft.HOP, Stft.HOP);
            }
        }
        return out;
    }
}
