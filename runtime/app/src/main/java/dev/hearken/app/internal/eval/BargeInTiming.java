package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.farfield.FarFieldHearing;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.scene.Scene;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.WakeWordDetector.Detection;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The time from the end of a wake word, spoken three metres away into the speaker's own voice 10 dB louder, to the moment at which
 * the front end knows it, counted in samples: gathering, echo canceller and detector. At that moment the event loop drops what
 * the sound card still holds, without waiting for anything.
 */
final class BargeInTiming {

    private static final double DISTANCE = 3;
    private static final int RATE = 16_000;
    private static final int DISTANCE_SAMPLES = (int) (DISTANCE / 343 * RATE);
    private static final int FRAME = RATE / 100;
    /** 30 dB below the loudest 10 ms: the word is over. */
    private static final double OVER = 1e-3;
    private static final double BAR_MILLIS = 300;

    private final FarFieldHearing hearing;
    private final Configuration.Wake wake;

    BargeInTiming(FarFieldHearing hearing, Configuration.Wake wake) {
        this.hearing = hearing;
        this.wake = wake;
    }

    JsonObject measure(SpeechModels models, String phrase, List<Clip> clips, EvalRun.Progress progress) {
        List<Double> millis = new ArrayList<>();
        List<Double> lefts = new ArrayList<>();
        int known = 0;
        try (WakeWordDetector detector = models.wakeWordDetector(List.of(phrase), WakeSettings.DEFAULT)) {
            for (int i = 0; i < clips.size(); i++) {
                float[] dry = SharedSound.read(clips.get(i).file());
                Scene scene = hearing.scene(dry, DISTANCE, true, i);
                FarFieldHearing.Delayed heard = hearing.whilePlaying(scene);
                int end = scene.activeFrom() + wordEnd(dry) + DISTANCE_SAMPLES;
                int at = certain(detector, heard.pcm(), scene.activeFrom());
                if (at >= 0) {
                    known++;
                    lefts.add(SpeechLevel.ratioDb(heard.pcm(), SharedSound.pcm(scene.microphones()[0]), scene.activeFrom(), end));
                    millis.add((at + heard.lateSamples() - end) * 1000.0 / RATE);
                }
                progress.update(i + 1L, clips.size());
            }
        }
        Collections.sort(millis);
        Collections.sort(lefts);
        JsonObject figures = new JsonObject().put("clips", clips.size()).put("heard", known);
        if (!millis.isEmpty()) {
            figures.put("leftDbLowest", lefts.get(0)).put("leftDbMedian", lefts.get(lefts.size() / 2));
            figures.put("medianMillis", millis.get(millis.size() / 2)).put("at90PercentMillis", millis.get((int) (0.9 * (millis.size() - 1))))
                .put("longestMillis", millis.get(millis.size() - 1))
                .put("within300Millis", millis.stream().filter(m -> m <= BAR_MILLIS).count() / (double) millis.size());
        }
        return figures;
    }

    /** Samples that the detector had when it knew; -1: it did not, or not surely enough for a speaker that speaks. */
    private int certain(WakeWordDetector detector, short[] pcm, int from) {
        detector.reset();
        for (int at = 0; at < pcm.length; at += EvalRun.PERIOD) {
            int count = Math.min(EvalRun.PERIOD, pcm.length - at);
            Detection detection = detector.accept(pcm, at, count);
            boolean enough = detection != null && (wake.whileSpeaking() != Configuration.WhileSpeaking.RAISED || detection.score() >= wake.raisedScore());
            if (enough && detection.endSample() > from) {
                return at + count;
            }
        }
        return -1;
    }

    private static int wordEnd(float[] dry) {
        double loudest = 0;
        for (int at = 0; at + FRAME <= dry.length; at += FRAME) {
            loudest = Math.max(loudest, power(dry, at));
        }
        int end = dry.length;
        while (end > FRAME && power(dry, end - FRAME) < OVER * loudest) {
            end -= FRAME;
        }
        return end;
    }

    private static double power(float[] samples, int from) {
        double sum = 0;
        for (int i = from; i < from + FRAME; i++) {
            sum += samples[i] * samples[i];
        }
        return sum;
    }
}
