package dev.hearken.app.internal.farfield;

import dev.hearken.scene.Score;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** Echo cancellers on real devices and on the double-talk set that is published with NKF-AEC. */
final class EchoRecordings {

    private static final int RATE = 16_000;
    /** In the first 24 s of that recording nobody speaks near the board. */
    private static final int ESP_FAR_ONLY = 24 * RATE;

    private final SharedSound shared;

    EchoRecordings(SharedSound shared) {
        this.shared = shared;
    }

    JsonObject measure(EchoContender contender) {
        JsonObject figures = new JsonObject();
        figures.put("nkfDoubleTalkSiSdr", nkf(contender, "array/echo-nkf/syn_test_dt/"));
        figures.put("nkfPathChangeSiSdr", nkf(contender, "array/echo-nkf/syn_test_dt_epc/"));
        Means erle = new Means();
        for (Path mic : shared.files("array/echo-challenge", "_farend_singletalk_mic.wav")) {
            erle.add("erle", lateErle(contender, mic, Path.of(mic.toString().replace("_mic.wav", "_lpb.wav")), Integer.MAX_VALUE));
        }
        figures.put("challengeFarEndErle", Means.rounded(erle.mean("erle")));
        Path board = shared.folder("array/echo-esp/aec_in_near.wav");
        if (shared.has("array/echo-esp/aec_in_near.wav")) {
            figures.put("espErle", Means.rounded(lateErle(contender, board, shared.folder("array/echo-esp/aec_in_far.wav"), ESP_FAR_ONLY)));
        }
        return figures;
    }

    private double nkf(EchoContender contender, String folder) {
        Means means = new Means();
        for (Path mic : shared.files(folder, "__mic.wav")) {
            float[] truth = SharedSound.read(Path.of(mic.toString().replace("__mic.wav", "__gt.wav")));
            float[] left = contender.cancel(SharedSound.read(mic), SharedSound.read(Path.of(mic.toString().replace("__mic.wav", "__ref.wav"))));
            means.add("siSdr", Score.siSdr(left, truth, 0, Math.min(left.length, truth.length)));
        }
        return Means.rounded(means.mean("siSdr"));
    }

    /** From the fourth second on, over the blocks in which the loudspeaker sounds. */
    private static double lateErle(EchoContender contender, Path microphone, Path reference, int until) {
        float[] mic = SharedSound.read(microphone);
        float[] ref = SharedSound.read(reference);
        float[] left = contender.cancel(mic, ref);
        double before = 0;
        double after = 0;
        int block = RATE / 10;
        for (int at = 4 * RATE; at + block <= Math.min(until, Math.min(mic.length, ref.length)); at += block) {
            double loud = 0;
            for (int i = at; i < at + block; i++) {
                loud += ref[i] * ref[i];
            }
            if (loud / block > 1e-5) {
                for (int i = at; i < at + block; i++) {
                    before += mic[i] * mic[i];
                    after += left[i] * left[i];
                }
            }
        }
        return 10 * Math.log10(before / after);
    }
}
