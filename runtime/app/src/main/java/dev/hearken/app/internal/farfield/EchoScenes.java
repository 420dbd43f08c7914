package dev.hearken.app.internal.farfield;

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
 * Echo cancellers in six simulated rooms: reverberation .2, .4 and .6 s, loudspeaker linear or overdriven, talker 10 dB below the
 * echo from the twelfth second on; and three more in which the clocks drift, the path changes, or the reference comes long before.
 */
final class EchoScenes {

    private static final int RATE = 16_000;
    private static final double LEAD = 12;
    private static final double[] REVERBERATION = {0.2, 0.4, 0.6};

    private final List<float[]> talkers;
    private final SceneMaker maker;

    EchoScenes(List<float[]> talkers, SceneMaker maker) {
        this.talkers = talkers;
        this.maker = maker;
    }

    JsonObject measure(EchoContender contender, long seed) {
        Means means = new Means();
        for (int i = 0; i < 6; i++) {
            Scene scene = scene(seed + i, REVERBERATION[i / 2], new SceneRecipe.Playback(-10, i % 2, 480, 0, 0));
            float[] mic = scene.microphones()[0];
            float[] left = contender.cancel(mic, scene.reference());
            means.add("erle4to8", Score.ratioDb(mic, left, 4 * RATE, 8 * RATE));
            means.add("erleLate", Score.ratioDb(mic, left, 8 * RATE, 12 * RATE));
            means.add("secondsTo15dB", secondsTo15(mic, left));
            means.add("doubleTalkSiSdr", Score.siSdr(left, scene.speech()[0], scene.activeFrom(), scene.activeTo()));
        }
        JsonObject figures = means.figures();
        figures.put("drift50ppm", erle(contender, seed + 20, new SceneRecipe.Playback(-10, 0, 480, 50, 0), 24));
        figures.put("pathChangeAt8s", erle(contender, seed + 21, new SceneRecipe.Playback(-10, 0, 480, 0, 8), 12));
        figures.put("referenceEarlyBy300ms", erle(contender, seed + 22, new SceneRecipe.Playback(-10, 0, 4800, 0, 0), 12));
        return figures;
    }

    /** ERLE of the last two seconds before the talker begins. */
    private double erle(EchoContender contender, long seed, SceneRecipe.Playback playback, double lead) {
        Scene scene = maker.make(recipe(seed, 0.3, playback, lead), talkers.get(1), talkers.get(0), talkers, played(seed));
        float[] mic = scene.microphones()[0];
        float[] left = contender.cancel(mic, scene.reference());
        return Score.ratioDb(mic, left, (int) (lead - 2) * RATE, (int) lead * RATE);
    }

    Scene scene(long seed, double rt60, SceneRecipe.Playback playback) {
        return maker.make(recipe(seed, rt60, playback, LEAD), talkers.get((int) (seed % talkers.size())), talkers.get(0), talkers, played(seed));
    }

    /** Somebody else's voice, without a pause. */
    private float[] played(long seed) {
        List<float[]> parts = new ArrayList<>();
        int length = 0;
        for (int i = 0; length < 40 * RATE; i++) {
            parts.add(talkers.get((int) ((seed * 3 + 7 + i) % talkers.size())));
            length += parts.get(i).length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static SceneRecipe recipe(long seed, double rt60, SceneRecipe.Playback playback, double lead) {
        return new SceneRecipe(SceneArrays.CIRCULAR_4.geometry(), 0, 2, rt60, SceneRecipe.NONE, SceneRecipe.NONE, 30, lead, 0.5,
            Optional.of(playback), seed);
    }

    private static double secondsTo15(float[] mic, float[] left) {
        int half = RATE / 2;
        for (int at = 0; at + half < LEAD * RATE; at += RATE / 10) {
            if (Score.ratioDb(mic, left, at, at + half) >= 15) {
                return (at + half) / (double) RATE;
            }
        }
        return LEAD;
    }
}
