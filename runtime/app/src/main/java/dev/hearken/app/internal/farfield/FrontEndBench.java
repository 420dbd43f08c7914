package dev.hearken.app.internal.farfield;

import dev.hearken.drivers.speexdsp.SpeexEchoCanceller;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The acceptance list of the front end: echo, beams, direction, resampler, latency, allocation, processor time. */
public final class FrontEndBench {

    /** Told after each step. */
    public interface Progress {
        void update(long done, long all);
    }

    private static final int STEPS = 10;

    private final SharedSound shared;
    private final int repeats;
    private final long seed;

    /**
     * @param repeats scenes for each array, distance and reverberation; 5 gives the full grid of 45 an array
     * @param seed    of all scenes
     */
    public FrontEndBench(SharedSound shared, int repeats, long seed) {
        this.shared = shared;
        this.repeats = repeats;
        this.seed = seed;
    }

    /** Whether SpeexDSP is there to compare with. */
    public static boolean comparesWithSpeex() {
        return SpeexEchoCanceller.available();
    }

    public JsonObject measure(Progress progress) {
        List<float[]> talkers = shared.talkers();
        if (talkers.isEmpty()) {
            throw new IllegalStateException("no recordings of sentences below " + shared.folder("") + ": set HEARKEN_SHARED");
        }
        SceneMaker maker = new SceneMaker();
        JsonObject figures = new JsonObject();
        int done = 0;
        JsonObject echo = new JsonObject();
        for (EchoContender contender : EchoContender.present()) {
            JsonObject measured = new JsonObject().put("scenes", new EchoScenes(talkers, maker).measure(contender, seed));
            if (shared.lists() == SharedSound.Lists.TEST) {
                measured.put("recordings", new EchoRecordings(shared).measure(contender));
            }
            echo.put(contender.name(), measured);
            progress.update(++done, STEPS);
        }
        figures.put("echo", echo);
        JsonObject beams = new JsonObject();
        for (SceneArrays array : SceneArrays.values()) {
            beams.put(array.toString(), new BeamScenes(talkers, shared.noises(), maker).measure(array, repeats, seed));
            progress.update(++done, STEPS);
        }
        figures.put("beams", beams);
        figures.put("bargeIn", new BargeInScenes(talkers, shared.noises(), maker).measure(repeats, seed));
        progress.update(++done, STEPS);
        figures.put("resampler", ResamplerCheck.measure());
        figures.put("cost", FrontEndCost.of(talkers, maker).measure());
        progress.update(STEPS, STEPS);
        return figures;
    }
}
