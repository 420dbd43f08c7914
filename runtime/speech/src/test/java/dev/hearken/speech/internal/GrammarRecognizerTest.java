package dev.hearken.speech.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Expression.Choice;
import dev.hearken.speech.Expression.Sequence;
import dev.hearken.speech.Expression.Slot;
import dev.hearken.speech.Expression.Word;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarCompiler;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.acoustic.FakeNetworks;
import dev.hearken.speech.internal.grammar.CtcGrammarDecoder;
import dev.hearken.speech.internal.grammar.DecoderSettings;
import dev.hearken.speech.internal.vad.NetworkVoiceActivityDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that answer from a script of phones, one every 40 ms, take the place of hearing; all else is real. */
class GrammarRecognizerTest {

    private static final int LABELS = 40;
    private static final int STEP = 640;
    private static final Lexicon LEXICON = Lexicon.open(Path.of(System.getProperty("hearken.root", "../.."), "models", "packs", "en-small"));
    private static final CompiledGrammar LIGHTS = new GrammarCompiler(LEXICON).compile(new Grammar("en", Map.of(), List.of(
        new Grammar.Sentence("HassTurnOn", words("turn on the", new Slot("name", new Choice(List.of(new Word("light"), new Word("fan")))),
            new Expression.Optional(words("in the", new Slot("area", new Word("kitchen"))))), Map.of(), 0),
        new Grammar.Sentence("HassNevermind", words("never mind"), Map.of(), 0))));

    @TempDir
    Path folder;
    private final List<Integer> script = new ArrayList<>();
    private int heard;
    private int watched;
    private GrammarRecognizer recognizer;

    private static Expression words(String text, Expression... more) {
        List<Expression> parts = new ArrayList<>();
        for (String word : text.split(" ")) {
            parts.add(new Word(word));
        }
        parts.addAll(List.of(more));
        return new Sequence(parts);
    }

    @BeforeEach
    void createRecognizer() {
        recognizer = recognizer(RecognizerSettings.DEFAULT);
    }

    private GrammarRecognizer recognizer(RecognizerSettings settings) {
        ModelEntry ears = FakeNetworks.recognizer(folder, 4, LABELS, 0, Map.of());
        ModelEntry vad = FakeNetworks.entry(folder, "vad", "speech", List.of(FakeNetworks.floats("fbank", 1, 4, 40)),
            List.of(FakeNetworks.floats("speech", 1, 1)), Map.of("framesPerStep", 4L, "threshold", 0.5));
        return new GrammarRecognizer(settings,
            sink -> new AcousticModel(ears, FakeNetworks.load(ears, this::hear), LABELS, sink),
            new NetworkVoiceActivityDetector(vad, FakeNetworks.load(vad, this::watch)), new CtcGrammarDecoder(DecoderSettings.DEFAULT));
    }

    @AfterEach
    void close() {
        recognizer.close();
    }

    private void hear(Model model) {
        int label = heard < script.size() ? Math.abs(script.get(heard)) % 100 : 0;
        heard++;
        for (int p = 0; p < LABELS; p++) {
            model.output(0).putFloat(4 * p, p == label ? -0.01f : -9f);
        }
    }

    private void watch(Model model) {
        model.output(0).putFloat(0, watched < script.size() && script.get(watched) != 0 ? 0.9f : 0.1f);
        watched++;
    }

    private void begin() {
        script.clear();
        heard = 0;
        watched = 0;
        recognizer.begin(LIGHTS);
    }

    /** Adds words to the script; 100 is a blank within speech. */
    private void say(String text) {
        for (String word : text.split(" ")) {
            for (int label : LEXICON.pronunciations(word).get(0)) {
                script.addAll(List.of(label, 100));
            }
        }
    }

    private void pause(int millis) {
        script.addAll(java.util.Collections.nCopies(millis / 40, 0));
    }

    /** Feeds what the script lasts, in periods of 20 ms; stops at the end of the utterance. */
    private List<String> play() {
        List<String> partials = new ArrayList<>();
        short[] period = new short[320];
        for (int i = 0; i < 2 * script.size() + 2 && recognizer.endReason() == null; i++) {
            recognizer.accept(period, 0, period.length);
            String partial = recognizer.partial();
            if (partial != null) {
                partials.add(partial);
            }
        }
        return partials;
    }

    @Test
    void shouldTurnWordsIntoAnIntent() {
        begin();
        pause(400);
        say("turn on the fan in the kitchen");
        pause(2000);

        List<String> partials = play();
        EndReason reason = recognizer.endReason();
        Transcript transcript = recognizer.finish();

        assertEquals(EndReason.GRAMMAR_COMPLETE, reason);
        assertEquals(EndReason.GRAMMAR_COMPLETE, transcript.endReason());
        assertFalse(transcript.rejected());
        Transcript.Hypothesis best = transcript.nBest().get(0);
        assertEquals("HassTurnOn", best.intent());
        assertEquals("turn on the fan in the kitchen", best.text());
        assertEquals("kitchen", best.slots().get("area").value());
        assertTrue(best.confidence() > 0.5, "confidence " + best.confidence());
        assertEquals("turn on the fan in the kitchen", partials.get(partials.size() - 1));
        assertTrue(partials.size() > 2, partials.toString());
    }

    @Test
    void shouldEndSoonerTheLessCanFollow() {
        double complete = secondsOfPause("turn on the light in the kitchen");
        double extensible = secondsOfPause("turn on the light");
        double incomplete = secondsOfPause("turn on the");

        assertTrue(complete >= 0.24 && complete < 0.45, "complete: " + complete);
        assertTrue(extensible > complete + 0.1 && extensible < 0.8, "extensible: " + extensible);
        assertTrue(incomplete >= 1.16 && incomplete < 1.4, "incomplete: " + incomplete);
    }

    @Test
    void shouldNotWaitLongForALastPhoneThatWasSwallowed() {
        begin();
        say("turn on the light in the kitchen");
        script.subList(script.size() - 2, script.size()).clear();

        double pause = secondsOfPause();

        assertTrue(pause > 0.45 && pause < 0.8, "pause " + pause);
    }

    private double secondsOfPause(String words) {
        begin();
        say(words);
        return secondsOfPause();
    }

    private double secondsOfPause() {
        double spoken = script.size() * 0.04;
        pause(3000);
        play();
        return recognizer.finish().seconds() - spoken;
    }

    @Test
    void shouldRejectSpeechOutsideTheGrammar() {
        begin();
        say("the quick brown fox jumps over a lazy dog");
        pause(2000);
        play();

        Transcript transcript = recognizer.finish();

        assertTrue(transcript.rejected());
        assertEquals(EndReason.SILENCE, transcript.endReason());
    }

    @Test
    void shouldReportThatNobodySpoke() {
        begin();
        pause(6000);
        play();

        Transcript transcript = recognizer.finish();

        assertEquals(EndReason.NO_SPEECH, transcript.endReason());
        assertTrue(transcript.rejected());
        assertEquals(5, transcript.seconds(), 0.1);
    }

    @Test
    void shouldReportThatNobodySpokeInARecordingThatIsOver() {
        recognizer.close();
        recognizer = recognizer(RecognizerSettings.DEFAULT.untilEndOfInput());
        begin();
        pause(1500);
        play();

        Transcript transcript = recognizer.finish();

        assertEquals(EndReason.NO_SPEECH, transcript.endReason());
        assertTrue(transcript.rejected());
    }

    @Test
    void shouldHearTheLastWordOfARecordingThatStopsWithIt() {
        recognizer.close();
        recognizer = recognizer(RecognizerSettings.DEFAULT.untilEndOfInput());
        begin();
        say("turn on the light");
        int scripted = script.size();
        short[] pcm = new short[400 + 160 * (4 * scripted - 8) - 160];
        recognizer.accept(pcm, 0, pcm.length);
        assertNull(recognizer.endReason());

        Transcript transcript = recognizer.finish();

        assertEquals(EndReason.END_OF_INPUT, transcript.endReason());
        assertEquals("turn on the light", transcript.nBest().get(0).text());
    }

    @Test
    void shouldStartAnewWithEachUtterance() {
        for (int i = 0; i < 3; i++) {
            begin();
            say(i == 1 ? "never mind" : "turn on the fan");
            pause(2000);
            play();
            assertEquals(i == 1 ? "HassNevermind" : "HassTurnOn", recognizer.finish().nBest().get(0).intent());
        }
    }

    @Test
    void shouldCutAnEndlessUtterance() {
        begin();
        for (int i = 0; i < 20; i++) {
            say("the quick brown fox jumps over");
        }
        play();

        assertEquals(EndReason.TOO_LONG, recognizer.endReason());
        assertEquals(15, recognizer.finish().seconds(), 0.1);
    }

    @Test
    void shouldSayThatNoUtteranceHasBegun() {
        assertThrows(IllegalStateException.class, () -> recognizer.accept(new short[STEP], 0, STEP));
        begin();
        recognizer.finish();
        assertThrows(IllegalStateException.class, () -> recognizer.finish());
    }

    @Test
    void shouldAllocateNothingPerPeriod() {
        short[] period = new short[320];
        recognizer.close();
        recognizer = recognizer(new RecognizerSettings(RecognizerSettings.DEFAULT.shortestPause(), RecognizerSettings.DEFAULT.longestPause(),
            java.time.Duration.ofMinutes(5), java.time.Duration.ofMinutes(5), 5, false));
        begin();
        script.addAll(Arrays.asList(new Integer[] {100}));
        say("turn on the light");

        assertEquals(0, Allocation.of(5_000, () -> recognizer.accept(period, 0, 320)) / 5_000);
    }
}
