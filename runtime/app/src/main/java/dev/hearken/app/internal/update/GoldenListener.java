package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.model.Vocabulary;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.models.api.FallbackListener;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.update.Golden.Expectation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listens to golden recordings with a pack, in the way the speaker does, and takes the time. Confined to one thread. */
public final class GoldenListener implements AutoCloseable {

    private static final int PERIOD = 320;
    private static final double RATE = AudioFormat.SPEECH.sampleRate();
    /** Times that a recording which was answered too late is listened to once more: a model that is too slow is so each time, a busy board is not. */
    private static final int MOST_REPEATS = 2;

    private final ModelSet models;
    private final CompiledGrammar grammar;
    private final double lateMillis;
    private final List<Double> latencyMillis = new ArrayList<>();
    private double seconds;

    /**
     * @param pack      the pack and where it lies
     * @param sentences files of the release, beside the shipped vocabulary
     * @throws RuntimeException if the pack cannot be loaded or the sentences not be compiled
     */
    public GoldenListener(Configuration.Models pack, List<Path> sentences) {
        this(pack, sentences, Double.MAX_VALUE, fallback -> { });
    }

    /**
     * @param lateMillis latency above which a recording is listened to again; the shortest counts
     * @param fallbacks  told of models that run elsewhere than they should
     */
    GoldenListener(Configuration.Models pack, List<Path> sentences, double lateMillis, FallbackListener fallbacks) {
        this.lateMillis = lateMillis;
        Configuration.GrammarFiles files = new Configuration.GrammarFiles(true, sentences, Optional.empty(), Optional.empty(), false);
        LoadedGrammar loaded = Vocabulary.load(files, Vocabulary.home(files));
        models = ModelSet.open(pack, fallbacks);
        grammar = SpeechPartsFactory.compile(models.speech(), Vocabulary.commands(loaded));
    }

    ModelSet models() {
        return models;
    }

    /** The shipped vocabulary and the release's sentences. */
    CompiledGrammar grammar() {
        return grammar;
    }

    /**
     * What came out of one recording.
     *
     * @param heard for people
     */
    public record Outcome(boolean right, String heard) {
    }

    /** @param text transcript or phrase */
    public Outcome listen(Path recording, Expectation expected, String text) {
        short[] pcm = AudioFiles.read(recording, AudioFormat.SPEECH);
        return switch (expected) {
            case TRANSCRIPT -> transcript(pcm, text);
            case REJECTED -> rejected(pcm);
            case WAKE -> wakes(pcm, text, 1);
            case NO_WAKE -> wakes(pcm, text, 0);
        };
    }

    /** Length of all that was listened to. */
    public double seconds() {
        return seconds;
    }

    /** 95th percentile of the time from the last samples handed over to the transcript; 0 if there was none. */
    public double latencyP95Millis() {
        List<Double> sorted = latencyMillis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(0.95 * sorted.size()) - 1));
    }

    /** Forgets what was measured so far: the first recording warms up. */
    public void forget() {
        latencyMillis.clear();
        seconds = 0;
    }

    @Override
    public void close() {
        models.close();
    }

    private Outcome transcript(short[] pcm, String wanted) {
        Transcript heard = recognise(pcm);
        String text = heard.nBest().isEmpty() ? "" : heard.nBest().get(0).text();
        return new Outcome(!heard.rejected() && text.equals(wanted), (heard.rejected() ? "rejected: " : "") + "\"" + text + "\"");
    }

    private Outcome rejected(short[] pcm) {
        Transcript heard = recognise(pcm);
        boolean refused = heard.rejected() || heard.nBest().isEmpty();
        return new Outcome(refused, refused ? "rejected" : "\"" + heard.nBest().get(0).text() + "\"");
    }

    private Transcript recognise(short[] pcm) {
        Heard heard = once(pcm);
        double least = heard.millis();
        for (int again = 0; least > lateMillis && again < MOST_REPEATS; again++) {
            least = Math.min(least, once(pcm).millis());
        }
        latencyMillis.add(least);
        return heard.transcript();
    }

    /** @param millis from the last samples handed over to the transcript */
    private record Heard(Transcript transcript, double millis) {
    }

    private Heard once(short[] pcm) {
        seconds += pcm.length / RATE;
        try (SpeechRecognizer recognizer = models.speech().recognizer(RecognizerSettings.DEFAULT)) {
            recognizer.begin(grammar);
            long last = System.nanoTime();
            for (int at = 0; at < pcm.length && recognizer.endReason() == null; at += PERIOD) {
                last = System.nanoTime();
                recognizer.accept(pcm, at, Math.min(PERIOD, pcm.length - at));
                recognizer.partial();
            }
            Transcript transcript = recognizer.finish();
            return new Heard(transcript, (System.nanoTime() - last) / 1e6);
        }
    }

    private Outcome wakes(short[] pcm, String phrase, int wanted) {
        int found = 0;
        seconds += pcm.length / RATE;
        try (WakeWordDetector detector = models.speech().wakeWordDetector(List.of(phrase), WakeSettings.DEFAULT)) {
            for (int at = 0; at < pcm.length; at += PERIOD) {
                found += detector.accept(pcm, at, Math.min(PERIOD, pcm.length - at)) == null ? 0 : 1;
            }
        }
        return new Outcome(found == wanted, "woke " + found + " times");
    }
}
