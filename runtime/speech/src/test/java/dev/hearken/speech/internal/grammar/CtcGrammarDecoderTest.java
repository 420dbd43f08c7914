package dev.hearken.speech.internal.grammar;

import static dev.hearken.speech.internal.grammar.Sentences.any;
import static dev.hearken.speech.internal.grammar.Sentences.grammar;
import static dev.hearken.speech.internal.grammar.Sentences.numbers;
import static dev.hearken.speech.internal.grammar.Sentences.opt;
import static dev.hearken.speech.internal.grammar.Sentences.rule;
import static dev.hearken.speech.internal.grammar.Sentences.sentence;
import static dev.hearken.speech.internal.grammar.Sentences.seq;
import static dev.hearken.speech.internal.grammar.Sentences.slot;
import static dev.hearken.speech.internal.grammar.Sentences.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarCompiler;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.Transcript.Evidence;
import dev.hearken.speech.Transcript.Hypothesis;
import dev.hearken.speech.Transcript.SlotValue;
import dev.hearken.speech.internal.lexicon.Arpabet;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CtcGrammarDecoderTest {

    private static final Lexicon LEXICON = Lexicon.open(PackFolder.english());
    private static final Grammar LIGHTS = new Grammar("en", Map.of("room", any(value("area.kitchen", "kitchen"), value("area.living", "living room"),
            "garden")), List.of(
            new Grammar.Sentence("TurnOn", seq(opt("please"), any("turn on", "switch on"), "the", opt(slot("room", rule("room"))),
                    any("light", "lights")), Map.of("device", "light"), 0),
            sentence("SetBrightness", seq("set the", slot("room", rule("room")), "light to", slot("level", numbers()), "percent")),
            sentence("Stop", "stop")));

    private final CtcGrammarDecoder decoder = new CtcGrammarDecoder(DecoderSettings.DEFAULT);

    @Test
    void shouldHearOptionalPartsSlotsAndValues() {
        Hypothesis heard = best(LIGHTS, "please switch on the living room lights");
        assertEquals("TurnOn", heard.intent());
        assertEquals("please switch on the living room lights", heard.text());
        assertEquals(new SlotValue("area.living", "living room"), heard.slots().get("room"));
        assertEquals(new SlotValue("light", ""), heard.slots().get("device"));
        assertEquals(List.of("room", "device"), List.copyOf(heard.slots().keySet()));
        assertEquals(Map.of("device", new SlotValue("light", "")), best(LIGHTS, "turn on the light").slots());
        assertEquals("garden", best(LIGHTS, "turn on the garden light").slots().get("room").value());
    }

    @Test
    void shouldTellAllNumbersApart() {
        Grammar grammar = grammar(sentence("Set", seq("set it to", slot("n", numbers()), opt("percent"))));
        CompiledGrammar compiled = compile(grammar);
        for (int i = 0; i <= 100; i++) {
            String spoken = spokenNumber(i);
            Hypothesis heard = decode(compiled, new Emissions(LEXICON, i, 1).words("set it to " + spoken).silence(5)).nBest().get(0);
            assertEquals(new SlotValue(String.valueOf(i), spoken), heard.slots().get("n"));
        }
        // 20..99 share their tens: far fewer phones than a hundred numbers one by one.
        assertTrue(compiled.states() < 200, compiled.states() + " states");
    }

    @Test
    void shouldNestSlots() {
        Grammar grammar = grammar(sentence("Move", seq("go", slot("where", seq(any("left", "right"), slot("n", any(value("2", "two"), "three")))))));
        Hypothesis heard = best(grammar, "go left two");
        assertEquals(new SlotValue("left two", "left two"), heard.slots().get("where"));
        assertEquals(new SlotValue("2", "two"), heard.slots().get("n"));
    }

    @Test
    void shouldNeedBlankBetweenEqualPhones() {
        // "bus stop": S S. Without a blank between them only one S was spoken.
        Grammar grammar = grammar(sentence("A", "bus stop"), sentence("B", "bus top"));
        int[] bus = LEXICON.pronunciations("bus").get(0);
        int[] stop = LEXICON.pronunciations("stop").get(0);
        int[] top = LEXICON.pronunciations("top").get(0);
        assertEquals("A", decode(compile(grammar), new Emissions(LEXICON, 1, 0.5).phones(bus).phones(stop)).nBest().get(0).intent());
        assertEquals("B", decode(compile(grammar), new Emissions(LEXICON, 1, 0.5).phones(bus).phones(top)).nBest().get(0).intent());
    }

    @Test
    void shouldHearEveryPronunciation() {
        Grammar grammar = grammar(sentence("A", "either route"), sentence("B", "neither root"));
        for (int seed = 0; seed < 20; seed++) {
            assertEquals("A", decode(compile(grammar), new Emissions(LEXICON, seed, 1).words("either").phones(
                    LEXICON.pronunciations("route").get(1)).silence(3)).nBest().get(0).intent());
        }
    }

    @Test
    void shouldFindCommandBetweenOtherSounds() {
        for (int seed = 0; seed < 10; seed++) {
            Emissions sound = new Emissions(LEXICON, seed, 1).silence(4).babble(4).words("turn on the kitchen light").babble(4).silence(6);
            DecoderResult result = decode(compile(LIGHTS), sound);
            assertEquals("turn on the kitchen light", result.nBest().get(0).text());
            assertFalse(result.rejected());
        }
    }

    @Test
    void shouldRejectBabbleAndSilence() {
        for (int seed = 0; seed < 20; seed++) {
            assertTrue(decode(compile(LIGHTS), new Emissions(LEXICON, seed, 1).babble(25)).rejected(), "babble " + seed);
            assertTrue(decode(compile(LIGHTS), new Emissions(LEXICON, seed, 1).silence(40)).rejected(), "silence " + seed);
        }
        assertTrue(decode(compile(LIGHTS), new Emissions(LEXICON, 1, 1)).rejected());
    }

    @Test
    void shouldRejectSentencesOutsideTheGrammar() {
        for (String text : List.of("what a lovely day it was", "she told him about the weather in the mountains", "never mind the noise")) {
            assertTrue(decode(compile(LIGHTS), new Emissions(LEXICON, 3, 1).words(text).silence(5)).rejected(), text);
        }
    }

    @Test
    void shouldJudgeAListOfWordsByItsOwnBias() {
        DecoderSettings lenient = DecoderSettings.from(Map.of("wordListBias", 2));
        Emissions stop = new Emissions(LEXICON, 5, 1).words("stop").silence(5);
        for (Grammar grammar : List.of(grammar(sentence("Stop", "stop"), sentence("Go", "go")), LIGHTS)) {
            Hypothesis usual = decode(decoder, compile(grammar), stop, 1).nBest().get(0);
            Hypothesis other = decode(new CtcGrammarDecoder(lenient), compile(grammar), stop, 1).nBest().get(0);
            double added = logit(other.confidence()) - logit(usual.confidence());
            assertEquals(grammar == LIGHTS ? 0 : 2, added, 1e-6, other.text());
        }
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @Test
    void shouldGiveEvidenceForAReading() {
        Grammar grammar = grammar(sentence("Go", "open the garden door"));
        Evidence clean = decode(compile(grammar), new Emissions(LEXICON, 1, 0.5).silence(4).words("open the garden door").silence(4))
                .nBest().get(0).evidence();
        assertEquals(0, clean.fillerShare(), 1e-9);
        assertEquals(clean.inside(), clean.overall(), 1e-6);
        assertTrue(clean.worstWord() > -0.5, clean.toString());
        assertEquals(LEXICON.pronunciations("open").get(0).length + 2 + LEXICON.pronunciations("garden").get(0).length + 3, clean.phones());

        Evidence amid = decode(compile(grammar), new Emissions(LEXICON, 1, 0.5).babble(9).words("open the garden door").babble(9))
                .nBest().get(0).evidence();
        assertTrue(amid.fillerShare() > 0.3 && amid.fillerShare() < 0.8, amid.toString());
        assertTrue(amid.inside() > amid.overall(), amid.toString());

        Evidence wrong = decode(compile(grammar), new Emissions(LEXICON, 1, 0.5).words("open the kitchen door")).nBest().get(0).evidence();
        assertTrue(wrong.worstWord() < clean.worstWord() - 1, wrong + " against " + clean);
    }

    @Test
    void shouldWeighAllEvidence() {
        DecoderSettings settings = DecoderSettings.from(Map.of("bias", 2, "scoreWeight", 1.5, "fillerWeight", -4, "worstWordWeight", 0.5));
        assertEquals(1 / (1 + Math.exp(-(2 - 1.5 * 0.2 - 4 * 0.25 - 0.5 * 3))), settings.confidence().of(new Evidence(-0.2, -0.1, 0.25, -3, 9), false), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> DecoderSettings.from(Map.of("scoreweight", 1)));
        assertThrows(IllegalArgumentException.class, () -> DecoderSettings.from(Map.of("blankCost", -1)));
        assertThrows(IllegalArgumentException.class, () -> DecoderSettings.from(Map.of("beam", "wide")));
    }

    /** A model unsure between a phone and nothing leaves the phone out; a cost of the blank brings it back. */
    @Test
    void shouldHearUnsurePhonesWhereBlankCosts() {
        Grammar grammar = grammar(sentence("Short", "light"), sentence("Long", "light on"));
        Emissions sound = new Emissions(LEXICON, 3, 0.3).words("light");
        int from = sound.frames().size();
        sound.words("on").silence(3);
        for (float[] frame : sound.frames().subList(from, sound.frames().size())) {
            frame[Arpabet.BLANK] = 1;
        }
        assertEquals("Short", decode(compile(grammar), sound).nBest().get(0).intent());
        CtcGrammarDecoder eager = new CtcGrammarDecoder(DecoderSettings.from(Map.of("blankCost", 2)));
        eager.begin(compile(grammar));
        sound.frames().forEach(frame -> eager.accept(frame, 0));
        assertEquals("Long", eager.finish(3).nBest().get(0).intent());
    }

    @Test
    void shouldOrderReadingsByScoreAndMeaning() {
        Grammar grammar = grammar(sentence("Go", seq("open the", slot("what", any("door", "floor", "store", "window")), "now")));
        DecoderResult result = decode(compile(grammar), new Emissions(LEXICON, 5, 1).words("open the door now"), 4);
        List<String> readings = result.nBest().stream().map(h -> h.slots().get("what").value()).toList();
        assertEquals("door", readings.get(0));
        assertEquals(4, readings.size());
        assertEquals("window", readings.get(3));
        for (int i = 1; i < 4; i++) {
            assertTrue(result.nBest().get(i - 1).evidence().overall() >= result.nBest().get(i).evidence().overall());
            assertTrue(result.nBest().get(i - 1).confidence() >= result.nBest().get(i).confidence());
        }
        assertTrue(result.scores().sentence() <= result.scores().free());
    }

    @Test
    void shouldPreferCheaperSentence() {
        Grammar grammar = new Grammar("en", Map.of(), List.of(new Grammar.Sentence("Dear", Sentences.words("stop it"), Map.of(), 2),
                new Grammar.Sentence("Cheap", Sentences.words("stop it"), Map.of(), 1)));
        assertEquals("Cheap", best(grammar, "stop it").intent());
    }

    @Test
    void shouldReportPartialsWithoutTakingWordsBack() {
        decoder.begin(compile(LIGHTS));
        List<String> partials = new ArrayList<>();
        for (float[] frame : new Emissions(LEXICON, 9, 1).silence(5).words("turn on the living room light").silence(8).frames()) {
            decoder.accept(frame, 0);
            String partial = decoder.partial();
            if (partial != null) {
                partials.add(partial);
            }
        }
        assertEquals("turn on the living room light", partials.get(partials.size() - 1));
        assertTrue(partials.contains("turn on"), partials.toString());
        for (int i = 1; i < partials.size(); i++) {
            assertTrue(partials.get(i).startsWith(partials.get(i - 1)), partials.toString());
        }
    }

    @Test
    void shouldTellWhenASentenceIsComplete() {
        Grammar grammar = grammar(sentence("On", seq("turn on the light", opt("in the kitchen"))), sentence("Set", "set timer"));
        decoder.begin(compile(grammar));
        feed(new Emissions(LEXICON, 1, 1).silence(3));
        assertFalse(decoder.complete());
        feed(new Emissions(LEXICON, 2, 1).words("turn on"));
        assertFalse(decoder.complete());
        feed(new Emissions(LEXICON, 3, 1).words("the light").silence(3));
        assertTrue(decoder.complete());
        assertTrue(decoder.extendable());
        feed(new Emissions(LEXICON, 4, 1).words("in"));
        assertFalse(decoder.complete());
        feed(new Emissions(LEXICON, 5, 1).words("the kitchen").silence(3));
        assertTrue(decoder.complete());
        assertFalse(decoder.extendable());
        assertEquals("turn on the light in the kitchen", decoder.finish(1).nBest().get(0).text());
    }

    @Test
    void shouldForgetTheUtteranceBefore() {
        best(LIGHTS, "please switch on the living room lights");
        assertEquals("stop", best(LIGHTS, "stop").text());
        assertNull(decoder.partial() == null ? null : decoder.partial());
    }

    @Test
    void shouldGiveTheScoresForAClosedListOfWords() {
        Grammar list = grammar(sentence("yes", "yes"), sentence("no", "no"), sentence("go", "go"));
        DecoderScores silence = decode(compile(list), new Emissions(LEXICON, 1, 1).silence(25)).scores();
        assertEquals(silence.free(), silence.blank(), 1e-3);
        assertEquals(0, silence.soundFrames());
        DecoderResult go = decode(compile(list), new Emissions(LEXICON, 1, 1).silence(5).words("go").silence(5));
        assertEquals("go", go.nBest().get(0).intent());
        assertTrue(go.scores().sentence() - go.scores().free() > -3);
        assertTrue(go.scores().blank() < go.scores().free() - 10);
        DecoderResult other = decode(compile(list), new Emissions(LEXICON, 1, 1).silence(5).words("marvin").silence(5));
        assertTrue(other.scores().sentence() - other.scores().free() < -6);
    }

    private void feed(Emissions emissions) {
        feed(decoder, emissions);
    }

    private static void feed(CtcGrammarDecoder decoder, Emissions emissions) {
        emissions.frames().forEach(frame -> decoder.accept(frame, 0));
    }

    private Hypothesis best(Grammar grammar, String text) {
        return decode(compile(grammar), new Emissions(LEXICON, text.hashCode(), 1).silence(4).words(text).silence(4)).nBest().get(0);
    }

    private DecoderResult decode(CompiledGrammar compiled, Emissions emissions) {
        return decode(compiled, emissions, 1);
    }

    private DecoderResult decode(CompiledGrammar compiled, Emissions emissions, int n) {
        return decode(decoder, compiled, emissions, n);
    }

    private static DecoderResult decode(CtcGrammarDecoder decoder, CompiledGrammar compiled, Emissions emissions, int n) {
        decoder.begin(compiled);
        feed(decoder, emissions);
        return decoder.finish(n);
    }

    private static CompiledGrammar compile(Grammar grammar) {
        return new GrammarCompiler(LEXICON).compile(grammar);
    }

    private static String spokenNumber(int n) {
        String[] ones = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
        String[] tens = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
        return n == 100 ? "one hundred" : n < 20 ? ones[n] : n % 10 == 0 ? tens[n / 10] : tens[n / 10] + " " + ones[n % 10];
    }
}
