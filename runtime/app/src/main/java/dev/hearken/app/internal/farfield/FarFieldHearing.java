package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.FrontEndSettings;
import dev.hearken.dsp.FrontEndSettings.Beam;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import dev.hearken.scene.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A clip across a room, as a recogniser would get it: through the best single microphone, echo cancelled where the speaker plays,
 * through beams, and with the noise of all microphones made white. Four microphones on a circle; noise from a point, and voices from all around that are 5 dB weaker.
 */
public final class FarFieldHearing {

    private static final double DIFFUSE_WEAKER = 5;
    private static final double RT60 = 0.4;
    private static final SceneArrays ARRAY = SceneArrays.CIRCULAR_4;

    private final SceneMaker maker = new SceneMaker();
    private final List<float[]> voices;
    private final List<float[]> noises;
    private final double snr;
    private final long seed;

    /** @param snr dB, of the talker to the noise from a point */
    public FarFieldHearing(SharedSound shared, double snr, long seed) {
        voices = shared.talkers();
        noises = shared.noises();
        this.snr = snr;
        this.seed = seed;
    }

    /** @param playback whether the speaker itself plays, 10 dB louder than the talker */
    public Scene scene(float[] talker, double distance, boolean playback, int number) {
        Optional<SceneRecipe.Playback> own = playback ? Optional.of(new SceneRecipe.Playback(-10, 0.5, 480, 0, 0)) : Optional.empty();
        SceneRecipe recipe = new SceneRecipe(ARRAY.geometry(), ARRAY.mainMicrophone(), distance, RT60, snr, snr + DIFFUSE_WEAKER, 35,
            playback ? 5 : 2, 1.5, own, seed + number);
        return maker.make(recipe, talker, noises.get(number % noises.size()), voices, voices.get(number % voices.size()));
    }

    /** A room in which nobody but the speaker itself is heard: the talker is 60 dB below it. */
    public Scene alone(float[] played, double distance, int number) {
        SceneRecipe recipe = new SceneRecipe(SceneArrays.LINEAR_2.geometry(), 0, distance, RT60, SceneRecipe.NONE, SceneRecipe.NONE, 20, 0, 0,
            Optional.of(new SceneRecipe.Playback(-60, 0.5, 480, 0, 0)), seed + number);
        float[] faint = voices.get(number % voices.size());
        float[] all = new float[played.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = faint[i % faint.length];
        }
        return maker.make(recipe, all, noises.get(0), voices, played);
    }

    /** 16-bit sound by the way it took. */
    public Map<String, short[]> outputs(Scene scene) {
        Map<String, short[]> outputs = new LinkedHashMap<>();
        boolean echo = scene.recipe().playback().isPresent();
        outputs.put("microphone", SharedSound.pcm(scene.microphones()[best(scene)]));
        outputs.put(echo ? "echoCancelled" : "mainMicrophone", SharedSound.pcm(run(scene, Beam.NONE, 1)));
        outputs.put("beam", SharedSound.pcm(run(scene, Beam.ADAPTIVE, 1)));
        outputs.put("beamTwoTaps", SharedSound.pcm(run(scene, Beam.ADAPTIVE, 2)));
        outputs.put("whitened", SharedSound.pcm(SceneRun.whitened(frontEnd(scene.microphones().length, echo, Beam.ADAPTIVE, 1), scene)));
        return outputs;
    }

    /**
     * What wake words are looked for in.
     *
     * @param lateSamples by which the speaker has it after the scene
     */
    public record Delayed(short[] pcm, int lateSamples) {
    }

    /** What wake words are looked for in while the speaker plays: the beam. */
    public Delayed whilePlaying(Scene scene) {
        ArrayFrontEnd frontEnd = frontEnd(scene.microphones().length, true, Beam.ADAPTIVE, 1);
        return new Delayed(SharedSound.pcm(SceneRun.through(frontEnd, scene)), frontEnd.latency());
    }

    /** The speaker's own voice with nobody there: as the first microphone hears it, and without echo. */
    public Map<String, short[]> heardAlone(Scene scene) {
        float[][] first = {scene.microphones()[0].clone()};
        float[] left = SceneRun.through(frontEnd(1, true, Beam.NONE, 1), first, scene.reference(), sample -> { });
        return Map.of("microphone", SharedSound.pcm(scene.microphones()[0]), "echoCancelled", SharedSound.pcm(left));
    }

    private static ArrayFrontEnd frontEnd(int microphones, boolean echo, Beam beam, int taps) {
        return new ArrayFrontEnd(new FrontEndSettings(microphones, Optional.empty(), 0, echo, beam, taps, 0));
    }

    private static int best(Scene scene) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < scene.microphones().length; m++) {
            double score = Score.siSdr(scene.microphones()[m], scene.early()[m], scene.activeFrom(), scene.activeTo());
            if (score > most) {
                most = score;
                best = m;
            }
        }
        return best;
    }

    private static float[] run(Scene scene, Beam beam, int taps) {
        ArrayFrontEnd frontEnd = frontEnd(scene.microphones().length, scene.recipe().playback().isPresent(), beam, taps);
        return SceneRun.through(frontEnd, scene);
    }
}
