package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.FrontEndSettings;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import dev.hearken.scene.Score;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A talker at three metres against the speaker's own voice, through everything that a speaker would run: four microphones on a circle. */
final class BargeInScenes {

    private static final double[] SIGNAL_TO_ECHO = {-10, -20};
    /** One scene alone says little: the echo canceller's convergence depends on what is played. */
    private static final int LEAST_SCENES = 10;
    private static final int LONGEST_TALK = 6 * 16_000;

    private final List<float[]> talkers;
    private final List<float[]> noises;
    private final SceneMaker maker;

    BargeInScenes(List<float[]> talkers, List<float[]> noises, SceneMaker maker) {
        this.talkers = talkers;
        this.noises = noises;
        this.maker = maker;
    }

    JsonObject measure(int repeats, long seed) {
        Means means = new Means();
        for (double ratio : SIGNAL_TO_ECHO) {
            for (int i = 0; i < Math.max(repeats, LEAST_SCENES); i++) {
                long number = seed + i;
                float[] talker = talkers.get((int) (number % talkers.size()));
                Scene scene = maker.make(new SceneRecipe(SceneArrays.CIRCULAR_4.geometry(), 0, 3, 0.4, 20, SceneRecipe.NONE, 30, 6, 0.5,
                    Optional.of(new SceneRecipe.Playback(ratio, 0.5, 480, 0, 0)), number),
                    talker.length > LONGEST_TALK ? java.util.Arrays.copyOf(talker, LONGEST_TALK) : talker,
                    noises.get((int) (number % noises.size())), talkers, talkers.get((int) ((number + 11) % talkers.size())));
                String name = "at" + (int) ratio + "dB";
                float[] early = scene.early()[0];
                means.add(name + "MicrophoneSiSdr", Score.siSdr(scene.microphones()[0], early, scene.activeFrom(), scene.activeTo()));
                means.add(name + "SiSdr", Score.siSdr(output(scene), early, scene.activeFrom(), scene.activeTo()));
            }
        }
        return means.figures();
    }

    /** Of the whole front end with spatial statistics for a mask, in time with the scene. */
    private static float[] output(Scene scene) {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(scene.microphones().length, Optional.empty(),
            scene.recipe().mainMicrophone(), scene.recipe().playback().isPresent(), FrontEndSettings.Beam.ADAPTIVE, 1, 0));
        return SceneRun.through(frontEnd, scene);
    }
}
