package dev.hearken.app.internal.eval;

import dev.hearken.speech.VoiceActivityDetector;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * Voice activity in noise: area under the curve over 40 ms steps. Truth is the energy of the clean clip (within 35 dB of its
 * loudest part, widened by two steps), one second of silence put before and after.
 */
final class VadTask implements EvalTask {

    private static final int STEP = 640;
    private static final int SECOND = 16_000;
    private static final int WIDEN = 2;

    private final NoiseMixer noise;
    private final List<Double> snrs;

    VadTask(NoiseMixer noise, List<Double> snrs) {
        this.noise = noise;
        this.snrs = snrs;
    }

    @Override
    public JsonObject measure(EvalRun run) {
        JsonObject auc = new JsonObject();
        try (VoiceActivityDetector detector = run.models().voiceActivityDetector()) {
            for (double snr : snrs) {
                Scores scores = new Scores();
                for (int i = 0; i < run.clips().size(); i++) {
                    short[] clean = run.clean(run.clips().get(i));
                    short[] padded = new short[clean.length + 2 * SECOND];
                    System.arraycopy(clean, 0, padded, SECOND, clean.length);
                    short[] mixed = noise.mix(padded, SpeechLevel.activePower(clean), snr, i);
                    boolean[] truth = widened(padded);
                    run.timed(mixed.length, () -> scores.add(detector, mixed, truth));
                    run.progress(i + 1, run.clips().size());
                }
                auc.put(snr == Math.rint(snr) ? String.valueOf((int) snr) : String.valueOf(snr), scores.areaUnderCurve());
            }
        }
        return new JsonObject().put("auc", auc);
    }

    private static boolean[] widened(short[] clean) {
        boolean[] active = SpeechLevel.activeFrames(clean);
        int steps = clean.length / STEP;
        boolean[] truth = new boolean[steps];
        for (int frame = 0; frame < active.length; frame++) {
            if (active[frame]) {
                int step = frame / 2;
                for (int s = Math.max(0, step - WIDEN); s <= Math.min(steps - 1, step + WIDEN); s++) {
                    truth[s] = true;
                }
            }
        }
        return truth;
    }

    private static final class Scores {
        private float[] speech = new float[1 << 12];
        private float[] other = new float[1 << 12];
        private int speechCount;
        private int otherCount;

        void add(VoiceActivityDetector detector, short[] pcm, boolean[] truth) {
            detector.reset();
            for (int step = 0; step < truth.length; step++) {
                float probability = detector.accept(pcm, step * STEP, STEP);
                if (truth[step]) {
                    speech = speechCount == speech.length ? Arrays.copyOf(speech, 2 * speechCount) : speech;
                    speech[speechCount++] = probability;
                } else {
                    other = otherCount == other.length ? Arrays.copyOf(other, 2 * otherCount) : other;
                    other[otherCount++] = probability;
                }
            }
        }

        double areaUnderCurve() {
            return RankCurve.areaUnderCurve(Arrays.copyOf(speech, speechCount), Arrays.copyOf(other, otherCount));
        }
    }
}
