package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.Stft;
import dev.hearken.scene.Scene;

/** Feeds a scene to a front end, hop by hop. */
public final class SceneRun {

    /** Looks on after each hop. */
    public interface Observer {
        void afterHop(int sample);
    }

    private SceneRun() {
    }

    /** The front end's output, in time with the scene. */
    public static float[] through(ArrayFrontEnd frontEnd, Scene scene) {
        return through(frontEnd, scene.microphones(), scene.reference(), sample -> { });
    }

    /** {@link ArrayFrontEnd#whitened}, in time with the scene. */
    public static float[] whitened(ArrayFrontEnd frontEnd, Scene scene) {
        float[] all = new float[scene.length()];
        int late = frontEnd.latency() - Stft.HOP;
        through(frontEnd, scene.microphones(), scene.reference(), sample -> {
            int at = sample - Stft.HOP - late;
            if (at >= 0) {
                System.arraycopy(frontEnd.whitened(), 0, all, at, Stft.HOP);
            }
        });
        return all;
    }

    /** @param microphones {@code [channel][sample]}, kept */
    public static float[] through(ArrayFrontEnd frontEnd, float[][] microphones, float[] reference, Observer observer) {
        float[][] hop = new float[microphones.length][Stft.HOP];
        float[] played = new float[Stft.HOP];
        float[] out = new float[Stft.HOP];
        float[] all = new float[microphones[0].length];
        int late = frontEnd.latency() - Stft.HOP;
        for (int at = 0; at + Stft.HOP <= all.length; at += Stft.HOP) {
            for (int c = 0; c < hop.length; c++) {
                System.arraycopy(microphones[c], at, hop[c], 0, Stft.HOP);
            }
            System.arraycopy(reference, at, played, 0, Stft.HOP);
            frontEnd.process(hop, played, out);
            if (at >= late) {
                System.arraycopy(out, 0, all, at - late, Stft.HOP);
            }
            observer.afterHop(at + Stft.HOP);
        }
        return all;
    }
}
