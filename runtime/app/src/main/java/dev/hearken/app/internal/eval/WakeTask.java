package dev.hearken.app.internal.eval;

import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One wake phrase: clips whose label is the phrase must fire, all others must not. Scores of all candidates give the misses at
 * any rate of false alarms; a second pass runs exactly as shipped.
 */
final class WakeTask implements EvalTask {

    /** Candidates closer than this (1 s) are one event, as in the shipped detector's refractory time. */
    private static final long SAME_EVENT = 16_000;
    private static final String SEVERAL_PHRASES = "_multiple_";
    private static final double[] FALSE_ALARMS_PER_HOUR = {0.1, 0.5, 1};

    private final String phrase;
    private final List<Clip> negatives;

    /** @param negatives further clips that must not fire */
    WakeTask(String phrase, List<Clip> negatives) {
        this.phrase = phrase;
        this.negatives = negatives;
    }

    @Override
    public JsonObject measure(EvalRun run) {
        List<Clip> positive = new ArrayList<>();
        List<Clip> negative = new ArrayList<>(negatives);
        for (Clip clip : run.clips()) {
            if (clip.text().equalsIgnoreCase(phrase)) {
                positive.add(clip);
            } else if (!clip.text().equals(SEVERAL_PHRASES)) {
                negative.add(clip);
            }
        }
        if (positive.isEmpty()) {
            throw new EvalException("no clip of the list is labelled \"" + phrase + "\"");
        }
        List<double[]> hits = new ArrayList<>();
        List<double[]> alarms = new ArrayList<>();
        double hours;
        int missedAsShipped = 0;
        int alarmsAsShipped = 0;
        long negativeSamples = 0;
        int all = positive.size() + negative.size();
        try (WakeWordDetector every = run.models().wakeWordDetector(List.of(phrase), WakeSettings.everyCandidate());
                WakeWordDetector shipped = run.models().wakeWordDetector(List.of(phrase), WakeSettings.DEFAULT)) {
            for (int i = 0; i < all; i++) {
                boolean fires = i < positive.size();
                Clip clip = fires ? positive.get(i) : negative.get(i - positive.size());
                short[] clean = run.clean(clip);
                short[] pcm = run.noisy(clean, i);
                (fires ? hits : alarms).add(events(every, pcm));
                int[] count = new int[1];
                run.timed(pcm.length, () -> count[0] = events(shipped, pcm).length);
                missedAsShipped += fires && count[0] == 0 ? 1 : 0;
                alarmsAsShipped += fires ? 0 : count[0];
                negativeSamples += fires ? 0 : clean.length;
                run.progress(i + 1, all);
            }
        }
        hours = negativeSamples / 16_000.0 / 3600;
        return figures(hits, alarms, hours).put("positives", positive.size())
                .put("missRateShipped", missedAsShipped / (double) positive.size())
                .put("falseAlarmsPerHourShipped", alarmsAsShipped / hours)
                .put("falseAlarmsShipped", alarmsAsShipped);
    }

    private static JsonObject figures(List<double[]> hits, List<double[]> alarms, double hours) {
        double[] best = hits.stream().mapToDouble(scores -> java.util.Arrays.stream(scores).max().orElse(Double.NEGATIVE_INFINITY)).toArray();
        double[] all = alarms.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        JsonObject missRateAt = new JsonObject();
        for (double rate : FALSE_ALARMS_PER_HOUR) {
            String key = rate == Math.rint(rate) ? String.valueOf((int) rate) : String.valueOf(rate);
            missRateAt.put(key, RankCurve.missRate(best, all, (int) Math.floor(rate * hours)));
        }
        return new JsonObject().put("missRateAt", missRateAt).put("hoursOfNegatives", hours);
    }

    /** Best score of each event in the sound. */
    static double[] events(WakeWordDetector detector, short[] pcm) {
        detector.reset();
        List<Double> scores = new ArrayList<>();
        long last = Long.MIN_VALUE / 2;
        for (int at = 0; at < pcm.length; at += EvalRun.PERIOD) {
            WakeWordDetector.Detection detection = detector.accept(pcm, at, Math.min(EvalRun.PERIOD, pcm.length - at));
            if (detection == null) {
                continue;
            }
            if (detection.endSample() - last < SAME_EVENT) {
                int newest = scores.size() - 1;
                scores.set(newest, Math.max(scores.get(newest), detection.score()));
            } else {
                scores.add((double) detection.score());
                last = detection.endSample();
            }
        }
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
