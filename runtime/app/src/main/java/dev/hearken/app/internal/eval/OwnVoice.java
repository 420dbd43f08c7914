package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.farfield.FarFieldHearing;
import dev.hearken.app.internal.speaker.SpeakingGate;
import dev.hearken.dsp.Resampler;
import dev.hearken.scene.Scene;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.WakeWordDetector.Detection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the speaker wakes itself: replies full of the shipped wake phrases, in simulated rooms with nobody there, each of which
 * the echo canceller meets for the first time. Counts what the detector fires at, and what the gate of a speaker, which knows
 * what is being said, then lets pass: a wake.
 */
public final class OwnVoice {

    /** With a phrase in place of the mark, and without any. */
    private static final List<String> REPLIES = List.of("%s is my name.", "You said %s.", "I am the %s in the kitchen.", "It is twenty degrees outside.",
        "To wake me, say %s, and then what you want.", "The kitchen lights are on.", "%s.", "Sorry, I did not understand %s.",
        "Your timer of ten minutes is over.", "Did you say %s, or something else?", "Good morning. It will rain in the afternoon.");
    private static final double[] DISTANCES = {1.5, 2.5, 4};
    private static final int RATE = 16_000;
    private static final int PAUSE = RATE / 2;
    private static final long NANOS_A_SAMPLE = 1_000_000_000L / RATE;

    /** A reply in the sound that is played. */
    private record Spoken(String text, int from, int to) {
    }

    private final FarFieldHearing hearing;
    private final List<String> phrases;
    private final Configuration.Wake wake;
    private final JsonArray details = new JsonArray();
    /** Of each detection: what the echo canceller left of it, in dB. */
    private final Map<String, List<Double>> lefts = new TreeMap<>();

    /**
     * @param phrases those that are listened for, and spoken
     * @param wake    what happens while the speaker speaks
     */
    public OwnVoice(FarFieldHearing hearing, List<String> phrases, Configuration.Wake wake) {
        this.hearing = hearing;
        this.phrases = List.copyOf(phrases);
        this.wake = wake;
    }

    /** @param minutes of own voice at the least, whole rooms */
    public JsonObject measure(SpeechModels models, double minutes, EvalRun.Progress progress) {
        List<Spoken> spoken = new ArrayList<>();
        float[] sound = speak(models, spoken);
        int rooms = (int) Math.ceil(minutes * 60 * RATE / sound.length);
        Map<String, Integer> fired = new TreeMap<>();
        Map<String, Integer> wakes = new TreeMap<>();
        try (WakeWordDetector detector = models.wakeWordDetector(phrases, WakeSettings.DEFAULT)) {
            for (int room = 0; room < rooms; room++) {
                Scene scene = hearing.alone(sound, DISTANCES[room % DISTANCES.length], room);
                Map<String, short[]> heard = hearing.heardAlone(scene);
                heard.forEach((system, pcm) -> listen(detector, pcm, heard.get("microphone"), spoken, system, fired, wakes));
                progress.update(room + 1L, rooms);
            }
        }
        JsonObject figures = new JsonObject().put("minutes", rooms * (double) sound.length / RATE / 60).put("rooms", rooms)
            .put("wakePhrasesSpoken", rooms * (int) spoken.stream().filter(s -> phrases.stream().anyMatch(s.text()::contains)).count());
        fired.forEach((system, count) -> figures.put(system, new JsonObject().put("detectorFires", count).put("wakes", wakes.get(system))
            .put("leftDbMedian", quantile(lefts.getOrDefault(system, List.of()), 0.5)).put("leftDb95Percent", quantile(lefts.getOrDefault(system, List.of()), 0.95))));
        return details.isEmpty() ? figures : figures.put("details", details);
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
    }

    private void listen(WakeWordDetector detector, short[] pcm, short[] withEcho, List<Spoken> spoken, String system, Map<String, Integer> fired, Map<String, Integer> wakes) {
        SpeakingGate gate = new SpeakingGate(wake.whileSpeaking(), wake.raisedScore(), "");
        fired.merge(system, 0, Integer::sum);
        wakes.merge(system, 0, Integer::sum);
        detector.reset();
        int next = 0;
        for (int at = 0; at < pcm.length; at += EvalRun.PERIOD) {
            while (next < 2 * spoken.size() && border(spoken, next) <= at) {
                cross(gate, spoken, next++);
            }
            Detection detection = detector.accept(pcm, at, Math.min(EvalRun.PERIOD, pcm.length - at));
            if (detection != null) {
                fired.merge(system, 1, Integer::sum);
                double left = SpeechLevel.ratioDb(pcm, withEcho, (int) detection.startSample(), (int) detection.endSample());
                lefts.computeIfAbsent(system, name -> new ArrayList<>()).add(left);
                if (gate.lets(detection.phrase(), detection.score(), detection.endSample() * NANOS_A_SAMPLE, left)) {
                    wakes.merge(system, 1, Integer::sum);
                    details.add(new JsonObject().put("system", system).put("phrase", detection.phrase()).put("score", detection.score()).put("leftDb", left)
                        .put("during", spoken.get(Math.max(0, (next - 1) / 2)).text()).put("secondsIntoIt", (at - spoken.get(Math.max(0, (next - 1) / 2)).from()) / (double) RATE));
                }
            }
        }
    }

    /** Even: a reply begins, odd: it ends. */
    private static int border(List<Spoken> spoken, int number) {
        Spoken reply = spoken.get(number / 2);
        return number % 2 == 0 ? reply.from() : reply.to();
    }

    private static void cross(SpeakingGate gate, List<Spoken> spoken, int number) {
        Spoken reply = spoken.get(number / 2);
        if (number % 2 == 0) {
            gate.saying(reply.text());
            gate.began();
        } else {
            gate.ended(reply.to() * NANOS_A_SAMPLE);
        }
    }

    private float[] speak(SpeechModels models, List<Spoken> spoken) {
        short[] all = new short[120 * RATE];
        int length = 0;
        try (SpeechSynthesizer voice = models.synthesizer()) {
            for (int i = 0; i < REPLIES.size(); i++) {
                for (String phrase : REPLIES.get(i).contains("%s") ? phrases : phrases.subList(0, 1)) {
                    String text = REPLIES.get(i).formatted(phrase);
                    int end = speak(voice, text, all, length);
                    spoken.add(new Spoken(text, length, end));
                    length = end + PAUSE;
                }
            }
        }
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = all[i] / 32_768f;
        }
        return samples;
    }

    /** One past the last sample. */
    private static int speak(SpeechSynthesizer voice, String text, short[] all, int at) {
        Resampler resampler = new Resampler(voice.sampleRate(), RATE);
        short[] block = new short[1024];
        int end = at;
        try (SpeechSynthesizer.Utterance utterance = voice.speak(text, SpeechSynthesizer.Settings.NORMAL)) {
            for (int count = utterance.read(block, 0, block.length); count != SpeechSynthesizer.Utterance.END && end < all.length - RATE;
                    count = utterance.read(block, 0, block.length)) {
                end += resampler.process(block, 0, count, all, end);
            }
        }
        return end;
    }
}
