package dev.hearken.app.internal.farfield;

import com.sun.management.ThreadMXBean;
import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.FrontEndSettings;
import dev.hearken.dsp.Stft;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** What four microphones with echo canceller, adaptive beam and direction cost: processor time, memory, delay. */
public final class FrontEndCost {

    /** Of every measurement of cost, here and in the daemon. */
    public static final SceneArrays ARRAY = SceneArrays.CIRCULAR_4;
    private static final int FRAMES = 10_000;

    private final float[][] hop = new float[ARRAY.geometry().size()][Stft.HOP];
    private final float[] played = new float[Stft.HOP];
    private final float[] out = new float[Stft.HOP];
    private final Scene scene;

    /** @param scene of {@link #recipe()} */
    public FrontEndCost(Scene scene) {
        this.scene = scene;
    }

    /** Four microphones in a room; the speaker itself speaks all the time, 10 dB louder than the talker. */
    public static SceneRecipe recipe() {
        return new SceneRecipe(ARRAY.geometry(), 0, 3, 0.3, SceneRecipe.NONE, 15, 30, 2, 0, Optional.of(new SceneRecipe.Playback(-10, 0, 480, 0, 0)), 5);
    }

    static FrontEndCost of(List<float[]> talkers, SceneMaker maker) {
        return new FrontEndCost(maker.make(recipe(), talkers.get(1), talkers.get(0), talkers, talkers.get(2)));
    }

    /** In this process: what its own compilers make of it. */
    public JsonObject measure() {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(ARRAY.geometry().size(), Optional.of(ARRAY.geometry()), 0, true,
            FrontEndSettings.Beam.ADAPTIVE, 1, 0));
        run(frontEnd, FRAMES / 4);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            long before = threads.getCurrentThreadCpuTime();
            run(frontEnd, FRAMES);
            nanos = Math.min(nanos, threads.getCurrentThreadCpuTime() - before);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        return new JsonObject().put("microphones", ARRAY.geometry().size())
            .put("cpuSecondsPerAudioSecond", nanos / 1e9 / (FRAMES * Stft.HOP / 16_000.0))
            .put("microsecondsAFrame", Means.rounded(nanos / 1e3 / FRAMES))
            .put("bytesAllocatedAFrame", bytes / (double) FRAMES)
            .put("latencyMillis", frontEnd.latency() / 16.0);
    }

    private void run(ArrayFrontEnd frontEnd, int frames) {
        int at = 0;
        for (int i = 0; i < frames; i++, at += Stft.HOP) {
            if (at + Stft.HOP > scene.length()) {
                at = 0;
            }
            for (int c = 0; c < hop.length; c++) {
                System.arraycopy(scene.microphones()[c], at, hop[c], 0, Stft.HOP);
            }
            System.arraycopy(scene.reference(), at, played, 0, Stft.HOP);
            frontEnd.process(hop, played, out);
        }
    }
}
