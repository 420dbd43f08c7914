package dev.hearken.speech.internal.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarCompiler;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenSearchTest {

    private static final Lexicon LEXICON = Lexicon.open(PackFolder.english());

    @Test
    void shouldAllocateNothingAFrame() {
        CtcGrammarDecoder decoder = new CtcGrammarDecoder(DecoderSettings.DEFAULT);
        decoder.begin(namesTimesRooms(40));
        Emissions emissions = new Emissions(LEXICON, 1, 2);
        for (int i = 0; i < 20; i++) {
            emissions.words("turn on the kitchen lamp").silence(10).babble(20);
        }
        List<float[]> frames = emissions.frames();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(decoder, frames, 2000);
        long before = threads.getCurrentThreadAllocatedBytes();
        long overhead = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        run(decoder, frames, 10_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - overhead;
        // A compiler thread's deoptimisation may be charged once; a byte a frame would be 10,000.
        assertTrue(allocated < 2000, allocated + " bytes in 10,000 frames");
    }

    private static void run(CtcGrammarDecoder decoder, List<float[]> frames, int count) {
        for (int i = 0; i < count; i++) {
            decoder.accept(frames.get(i % frames.size()), 0);
            decoder.complete();
        }
    }

    @Test
    void shouldKeepWordsWhenTheHistoryIsCompacted() {
        CtcGrammarDecoder decoder = new CtcGrammarDecoder(DecoderSettings.DEFAULT);
        // Any number of words, so that every frame ends words and fills the history.
        Expression some = Sentences.any("turn", "on", "the", "kitchen", "lamp", "light", "a", "an", "in", "to", "two");
        Expression body = some;
        for (int i = 0; i < 6; i++) {
            body = Sentences.seq(body, Sentences.opt(body));
        }
        decoder.begin(new GrammarCompiler(LEXICON).compile(Sentences.grammar(Sentences.sentence("Any", body))));
        String text = "turn on the kitchen lamp in the kitchen light on";
        String spoken = (text + " ").repeat(4).strip();
        List<float[]> frames = new ArrayList<>();
        for (String word : spoken.split(" ")) {
            frames.addAll(new Emissions(LEXICON, word.length(), 2).words(word).silence(40).frames());
        }
        frames.forEach(frame -> decoder.accept(frame, 0));
        assertEquals(spoken, decoder.finish(1).nBest().get(0).text());
    }

    @Test
    void shouldStayWithinItsLimitsOnAHugeGrammar() {
        CompiledGrammar grammar = namesTimesRooms(3000);
        assertTrue(grammar.states() > 5_000, grammar.states() + " states");
        for (DecoderSettings settings : List.of(DecoderSettings.DEFAULT, DecoderSettings.from(Map.of("maxActive", 50, "beam", 25)))) {
            CtcGrammarDecoder decoder = new CtcGrammarDecoder(settings);
            decoder.begin(grammar);
            String text = "switch off the kitchen lamp please";
            new Emissions(LEXICON, 4, 1).silence(3).words(text).silence(5).frames().forEach(frame -> decoder.accept(frame, 0));
            DecoderResult result = decoder.finish(1);
            assertEquals(text, result.nBest().get(0).text());
            assertFalse(result.rejected());
        }
    }

    /** Verb, name, device, politeness; names are the kitchen and made-up ones. */
    private static CompiledGrammar namesTimesRooms(int count) {
        String[] syllables = "ba de fi go ku la me ni po ru sha tee".split(" ");
        List<Object> names = new ArrayList<>(List.of("kitchen"));
        for (int i = 0; i < count; i++) {
            names.add(syllables[i % 12] + syllables[i / 12 % 12] + syllables[i / 144 % 12] + "ck");
        }
        Expression name = Sentences.slot("name", Sentences.any(names.toArray()));
        return new GrammarCompiler(LEXICON).compile(new Grammar("en", Map.of(), List.of(
                Sentences.sentence("On", Sentences.seq(Sentences.any("turn", "switch"), "on the", name, "lamp", Sentences.opt("please"))),
                Sentences.sentence("Off", Sentences.seq(Sentences.any("turn", "switch"), "off the", name, "lamp", Sentences.opt("please"))))));
    }
}
