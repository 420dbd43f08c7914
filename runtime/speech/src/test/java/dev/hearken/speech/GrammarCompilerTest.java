package dev.hearken.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.Expression.Choice;
import dev.hearken.speech.Expression.Reference;
import dev.hearken.speech.Expression.Sequence;
import dev.hearken.speech.Expression.Slot;
import dev.hearken.speech.Expression.Word;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrammarCompilerTest {

    private static final GrammarCompiler COMPILER = new GrammarCompiler(Lexicon.open(PackFolder.english()));

    @Test
    void shouldNameTheUndefinedRuleAndWhereItIsUsed() {
        assertFault(Map.of(), new Reference("area"), "sentence 1 (intent Test)", "<area>", "not defined");
        assertFault(Map.of("a", new Reference("b")), new Word("stop"), "<a>", "<b>");
    }

    @Test
    void shouldNameTheCircle() {
        Map<String, Expression> rules = Map.of("a", new Sequence(List.of(new Word("go"), new Reference("b"))), "b",
                new Expression.Optional(new Reference("c")), "c", new Slot("x", new Reference("a")));
        assertFault(rules, new Reference("b"), "circle", "a -> b -> c -> a");
        assertFault(Map.of("a", new Reference("a")), new Word("stop"), "a -> a");
    }

    @Test
    void shouldRefuseWhatCannotBeSaid() {
        assertFault(Map.of(), new Word("!?"), "\"!?\"", "no letters");
        assertFault(Map.of(), new Word("42"), "\"42\"", "as words");
        assertFault(Map.of(), new Word(""), "no letters");
        assertFault(Map.of(), new Word("καλημέρα"), "can be spoken");
        assertFault(Map.of(), new Sequence(List.of()), "says nothing");
        assertFault(Map.of(), new Choice(List.of()), "without options");
        assertTrue(assertThrows(GrammarException.class, () -> COMPILER.compile(new Grammar("en", Map.of(), List.of()))).getMessage()
                .contains("no sentences"));
        assertTrue(assertThrows(GrammarException.class, () -> COMPILER.compile(new Grammar("en", Map.of(), List.of(
                new Grammar.Sentence("X", new Word("go"), Map.of(), Double.NaN))))).getMessage().contains("cost NaN"));
    }

    @Test
    void shouldBoundSizeLengthAndDepth() {
        Expression deep = new Word("go");
        for (int i = 0; i < 1000; i++) {
            deep = new Expression.Optional(deep);
        }
        assertFault(Map.of(), deep, "nested");
        assertFault(Map.of(), new Sequence(Collections.nCopies(500, new Word("go"))), "more than 400 words");
        Expression ten = new Choice(Collections.nCopies(10, new Word("go")));
        for (int i = 0; i < 7; i++) {
            ten = new Choice(Collections.nCopies(10, ten));
        }
        assertFault(Map.of(), ten, "4000000 states");
    }

    @Test
    void shouldShareBeginningsAndEndings() {
        List<Expression> names = new ArrayList<>();
        for (String name : "lamp light fan heater radio speaker window door blinds curtains".split(" ")) {
            names.add(new Word(name));
        }
        Map<String, Expression> rules = Map.of("name", new Choice(names));
        List<Grammar.Sentence> sentences = new ArrayList<>();
        for (String intent : "turn switch make set get put bring take".split(" ")) {
            sentences.add(new Grammar.Sentence(intent, new Sequence(List.of(new Word(intent), new Word("the"), new Slot("name",
                    new Reference("name")), new Word("now"))), Map.of(), 0));
        }
        CompiledGrammar one = COMPILER.compile(new Grammar("en", rules, sentences.subList(0, 1)));
        CompiledGrammar all = COMPILER.compile(new Grammar("en", rules, sentences));
        // Seven more verbs cost their own phones only, not seven lists of names.
        assertTrue(all.states() < one.states() + 30, one.states() + " and " + all.states());
    }

    @Test
    void shouldCompileNamesTimesAreasToASmallGraph() {
        List<Expression> names = new ArrayList<>();
        List<Expression> areas = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            names.add(new Expression.Value("name." + i, new Sequence(List.of(new Word(word(i)), new Word("lamp")))));
        }
        for (int i = 0; i < 40; i++) {
            areas.add(new Expression.Value("area." + i, new Word(word(1000 + i) + "room")));
        }
        Map<String, Expression> rules = Map.of("name", new Choice(names), "area", new Choice(areas));
        List<Grammar.Sentence> sentences = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sentences.add(new Grammar.Sentence("I" + i, new Sequence(List.of(new Word(word(2000 + i % 15)), new Expression.Optional(
                    new Word("the")), new Slot("name", new Reference("name")), new Expression.Optional(new Sequence(List.of(new Word("in"),
                    new Slot("area", new Reference("area"))))), new Word(word(3000 + i / 15)))), Map.of(), 0));
        }
        CompiledGrammar compiled = COMPILER.compile(new Grammar("en", rules, sentences));
        assertTrue(compiled.states() < 20_000, compiled.states() + " states");
        assertEquals(60, compiled.source().sentences().size());
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int n = number + 200; n > 0; n /= 10) {
            word.append("ba de fi go ku la me ni po ru".split(" ")[n % 10]);
        }
        return word.toString();
    }

    private static void assertFault(Map<String, Expression> rules, Expression body, String... parts) {
        Grammar grammar = new Grammar("en", rules, List.of(new Grammar.Sentence("Test", body, Map.of(), 0)));
        GrammarException e = assertThrows(GrammarException.class, () -> COMPILER.compile(grammar));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }
}
