package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarCompiler;
import dev.hearken.speech.Lexicon;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The graphs that the recogniser searches, made with the lexicon that ships. */
class CompiledVocabularyTest {

    private static final Lexicon LEXICON = Lexicon.open(Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/en-small"));

    @Test
    void shouldCompileTheShippedHomeToASmallGraph() {
        CompiledGrammar compiled = new GrammarCompiler(LEXICON).compile(GrammarSources.shipped(Home.shipped()).grammar());
        assertTrue(compiled.states() < 25_000, compiled.states() + " phone states");
        assertTrue(compiled.states() > 1_000, compiled.states() + " phone states");
    }

    @Test
    void shouldUseOnlyWordsOfTheDictionary() {
        Set<String> unknown = new TreeSet<>();
        Grammar grammar = GrammarSources.shipped(Home.shipped()).grammar();
        grammar.rules().values().forEach(rule -> collect(rule, unknown));
        grammar.sentences().forEach(sentence -> collect(sentence.body(), unknown));
        unknown.removeIf(LEXICON::knows);
        assertEquals(Set.of("unmute"), unknown, "words whose sound is guessed");
    }

    @Test
    void shouldCompileARhinoContextAndAllOfHomeAssistant() {
        CompiledGrammar coffee = new GrammarCompiler(LEXICON).compile(GrammarSources.load(SharedFiles.require("audio/test/coffee-maker.yaml"), Home.empty("en")).grammar());
        assertTrue(coffee.states() < 5_000, coffee.states() + " phone states of the coffee maker");
        CompiledGrammar all = new GrammarCompiler(LEXICON).compile(GrammarSources.load(SharedFiles.require("text/ha-intents"), Home.shipped()).grammar());
        assertTrue(all.states() < 120_000, all.states() + " phone states of Home Assistant's sentences");
    }

    private static void collect(Expression expression, Set<String> words) {
        if (expression instanceof Expression.Word word) {
            words.add(word.text());
        } else if (expression instanceof Expression.Sequence sequence) {
            sequence.parts().forEach(part -> collect(part, words));
        } else if (expression instanceof Expression.Choice choice) {
            choice.options().forEach(option -> collect(option, words));
        } else if (expression instanceof Expression.Optional optional) {
            collect(optional.body(), words);
        } else if (expression instanceof Expression.Slot slot) {
            collect(slot.body(), words);
        } else if (expression instanceof Expression.Value value) {
            collect(value.body(), words);
        }
    }
}
