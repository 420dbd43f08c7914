package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.farfield.FarFieldHearing;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.model.Vocabulary;
import dev.hearken.dialogue.GrammarSources;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelPacks;
import dev.hearken.scene.Scene;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Wake words and commands from across the room: the clips of two test lists in simulated rooms, through the front end and through
 * the best single microphone. Misses are compared at the same number of false alarms; what should not wake goes through the same
 * rooms.
 */
public final class FarFieldGrid {

    private static final String PHRASE = "computer";
    private static final double[] DISTANCES = {1, 3, 5};
    /** Of the negatives, which are minutes long in all: enough for a threshold that clips decide, not one odd candidate. */
    private static final int FALSE_ALARMS = 2;

    private final Configuration configuration;
    private final SharedSound shared;
    private final FarFieldHearing hearing;
    private final int clips;
    private final double snr;

    /**
     * @param clips positives, commands, and half as many negatives again, at each distance
     * @param snr dB, of the talker to a noise from a point; voices from all around are 5 dB weaker
     */
    public FarFieldGrid(Configuration configuration, SharedSound shared, int clips, double snr, long seed) {
        this.configuration = configuration;
        this.shared = shared;
        this.clips = clips;
        this.snr = snr;
        hearing = new FarFieldHearing(shared, snr, seed);
    }

    public JsonObject measure(EvalRun.Progress progress) {
        try (ModelSet models = ModelSet.open(configuration.models())) {
            JsonObject figures = new JsonObject().put("clips", clips).put("snrDb", snr);
            int step = 0;
            for (double distance : DISTANCES) {
                JsonObject at = new JsonObject().put("wakeMisses", wake(models.speech(), distance, false));
                if (shared.lists() == SharedSound.Lists.TEST) {
                    at.put("commandErrors", commands(models.speech(), distance));
                }
                figures.put(name(distance), at);
                progress.update(++step, DISTANCES.length + 1L);
            }
            figures.put("ownPlaybackAt3m", new JsonObject().put("wakeMisses", wake(models.speech(), 3, true)));
            progress.update(DISTANCES.length + 1L, DISTANCES.length + 1L);
            return figures;
        }
    }

    /** Wakes by the speaker's own voice, saying every phrase that the pack ships. */
    public JsonObject ownVoice(double minutes, EvalRun.Progress progress) {
        Configuration.Models named = configuration.models();
        List<String> phrases = new ModelPacks(named.packPath()).load(named.pack()).models("wake-verifier").stream().map(ModelEntry::name).toList();
        try (ModelSet models = ModelSet.open(named)) {
            return new OwnVoice(hearing, phrases, configuration.wake()).measure(models.speech(), minutes, progress);
        }
    }

    /** How soon a wake word is known that is spoken into a reply. */
    public JsonObject bargeIn(EvalRun.Progress progress) {
        try (ModelSet models = ModelSet.open(configuration.models())) {
            return new BargeInTiming(hearing, configuration.wake()).measure(models.speech(), PHRASE, spread(positives(), clips), progress);
        }
    }

    private List<Clip> wakeClips() {
        String folder = shared.lists() == SharedSound.Lists.TEST ? "test" : "train";
        return ClipList.read(shared.folder(folder + "/wake-words-en.jsonl"), null, 0);
    }

    private List<Clip> positives() {
        return wakeClips().stream().filter(c -> c.text().equals(PHRASE)).toList();
    }

    private static String name(double distance) {
        return "at" + (int) distance + "m";
    }

    private JsonObject wake(SpeechModels models, double distance, boolean playback) {
        List<Clip> positives = spread(positives(), clips);
        List<Clip> negatives = spread(wakeClips().stream().filter(c -> !c.text().contains(PHRASE) && !c.text().equals("_multiple_")).toList(), clips + clips / 2);
        Map<String, List<double[]>> hits = new LinkedHashMap<>();
        Map<String, List<double[]>> alarms = new LinkedHashMap<>();
        try (WakeWordDetector detector = models.wakeWordDetector(List.of(PHRASE), WakeSettings.everyCandidate())) {
            for (int i = 0; i < positives.size() + negatives.size(); i++) {
                boolean fires = i < positives.size();
                Clip clip = fires ? positives.get(i) : negatives.get(i - positives.size());
                Scene scene = hearing.scene(SharedSound.read(clip.file()), distance, playback, i);
                Map<String, double[]> scores = new LinkedHashMap<>();
                hearing.outputs(scene).forEach((system, pcm) -> scores.put(system, WakeTask.events(detector, pcm)));
                scores.put("microphoneOrBeam", surer(scores.get(playback ? "echoCancelled" : "mainMicrophone"), scores.get("beam")));
                scores.forEach((system, events) -> (fires ? hits : alarms).computeIfAbsent(system, s -> new ArrayList<>()).add(events));
            }
        }
        JsonObject figures = new JsonObject();
        hits.forEach((system, scores) -> figures.put(system, RankCurve.missRate(
            scores.stream().mapToDouble(s -> Arrays.stream(s).max().orElse(Double.NEGATIVE_INFINITY)).toArray(),
            alarms.get(system).stream().flatMapToDouble(Arrays::stream).toArray(), FALSE_ALARMS)));
        return figures;
    }

    /** Two detectors, the surer of which counts: one event a clip. */
    private static double[] surer(double[] one, double[] other) {
        return java.util.stream.DoubleStream.concat(Arrays.stream(one), Arrays.stream(other)).max().stream().toArray();
    }

    private JsonObject commands(SpeechModels models, double distance) {
        List<Clip> list = ClipList.read(shared.folder("test/coffee-commands-en.jsonl"), null, clips);
        CompiledGrammar grammar = SpeechPartsFactory.compile(models, GrammarSources.load(shared.folder("test/coffee-maker.yaml"),
            Vocabulary.home(configuration.grammar(), configuration.language())));
        Map<String, Integer> wrong = new LinkedHashMap<>();
        try (SpeechRecognizer recognizer = models.recognizer()) {
            for (int i = 0; i < list.size(); i++) {
                Clip.Meaning wanted = (Clip.Meaning) list.get(i).label();
                Scene scene = hearing.scene(SharedSound.read(list.get(i).file()), distance, false, 1000 + i);
                hearing.outputs(scene).forEach((system, pcm) -> {
                    boolean right = CommandsTask.understood(wanted, heard(recognizer, grammar, pcm, scene.activeFrom()));
                    wrong.merge(system, right ? 0 : 1, Integer::sum);
                });
            }
        }
        JsonObject figures = new JsonObject();
        wrong.forEach((system, count) -> figures.put(system, count / (double) list.size()));
        return figures;
    }

    /** From 200 ms before the talker begins, as after a wake word. */
    private static Transcript heard(SpeechRecognizer recognizer, CompiledGrammar grammar, short[] pcm, int from) {
        recognizer.begin(grammar);
        for (int at = Math.max(0, from - 3200); at < pcm.length && recognizer.endReason() == null; at += EvalRun.PERIOD) {
            recognizer.accept(pcm, at, Math.min(EvalRun.PERIOD, pcm.length - at));
        }
        return recognizer.finish();
    }

    private static List<Clip> spread(List<Clip> all, int wanted) {
        List<Clip> some = new ArrayList<>();
        for (int i = 0; i < Math.min(wanted, all.size()); i++) {
            some.add(all.get((int) ((long) i * all.size() / Math.min(wanted, all.size()))));
        }
        return some;
    }
}
