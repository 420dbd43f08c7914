package dev.hearken.speech.internal.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarCompiler;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.Transcript.Hypothesis;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random grammars: the sentences that a plain enumeration finds are the sentences that the decoder hears, with their meaning. */
class DecoderFuzzTest {

    private static final Lexicon LEXICON = Lexicon.open(PackFolder.english());
    // No two of these sound alike, so words tell a sentence.
    private static final String[] WORDS = "turn kitchen light seven open garden please window music stop volume yellow".split(" ");

    private final Random random = new Random(20);
    private int slotNumber;

    @Test
    void shouldHearWhatEnumerationFinds() {
        GrammarCompiler compiler = new GrammarCompiler(LEXICON);
        CtcGrammarDecoder decoder = new CtcGrammarDecoder(DecoderSettings.DEFAULT);
        int heard = 0;
        for (int round = 0; round < 300; round++) {
            Grammar grammar = randomGrammar();
            CompiledGrammar compiled = compiler.compile(grammar);
            // For all words in order: the meaning of the first sentence and reading that has them.
            Map<String, Map.Entry<String, Map<String, String>>> meanings = new LinkedHashMap<>();
            for (Grammar.Sentence sentence : grammar.sentences()) {
                for (Said said : enumerate(grammar, sentence.body(), List.of(new Said("", Map.of(), null)))) {
                    if (!said.text.isEmpty() && meanings.size() < 3000) {
                        meanings.putIfAbsent(said.text, Map.entry(sentence.intent(), said.slots));
                    }
                }
            }
            List<String> texts = new ArrayList<>(meanings.keySet());
            for (int i = 0; i < 3 && !texts.isEmpty(); i++) {
                String text = texts.get(random.nextInt(texts.size()));
                decoder.begin(compiled);
                new Emissions(LEXICON, random.nextLong(), 0.3).silence(2).words(text).silence(3).frames().forEach(f -> decoder.accept(f, 0));
                Hypothesis best = decoder.finish(1).nBest().get(0);
                assertEquals(text, best.text());
                assertEquals(meanings.get(text).getKey(), best.intent(), text);
                Map<String, String> slots = new HashMap<>();
                best.slots().forEach((name, slot) -> slots.put(name, slot.value()));
                assertEquals(meanings.get(text).getValue(), slots, text);
                heard++;
            }
        }
        assertTrue(heard > 700, heard + " sentences");
    }

    @Test
    void shouldTakeTheGraphAsItIsWhereSubsetsWouldGrow() {
        Grammar grammar = new Grammar("en", Map.of(), List.of(Sentences.sentence("A", Sentences.seq("turn", Sentences.any("light", "light"), "stop")),
                Sentences.sentence("B", "turn light open")));
        WordNetwork network = NetworkBuilder.build(grammar, LEXICON::pronunciations);
        PhoneGraph graph = PhoneGraphBuilder.build(grammar, network, WordGraphBuilder.buildNondeterministic(network));
        CtcGrammarDecoder decoder = new CtcGrammarDecoder(DecoderSettings.DEFAULT);
        for (String text : List.of("turn light stop", "turn light open")) {
            decoder.begin(graph);
            new Emissions(LEXICON, 1, 1).words(text).frames().forEach(f -> decoder.accept(f, 0));
            DecoderResult result = decoder.finish(3);
            assertEquals(text, result.nBest().get(0).text());
            assertFalse(result.rejected());
        }
    }

    private Grammar randomGrammar() {
        slotNumber = 0;
        Map<String, Expression> rules = new HashMap<>();
        rules.put("r0", randomExpression(2, 0));
        rules.put("r1", randomExpression(2, 1));
        List<Grammar.Sentence> sentences = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            Expression body = Sentences.seq(randomExpression(0, 2), randomExpression(3, 2));
            sentences.add(new Grammar.Sentence("I" + i, body, Map.of(), 0));
        }
        return new Grammar("en", rules, sentences);
    }

    private Expression randomExpression(int depth, int rules) {
        int kind = depth == 0 ? 0 : random.nextInt(rules == 0 ? 7 : 8);
        return switch (kind) {
            case 0, 1 -> new Expression.Word(WORDS[random.nextInt(WORDS.length)]);
            case 2, 3 -> Sentences.seq(randomExpression(depth - 1, rules), randomExpression(depth - 1, rules));
            case 4 -> Sentences.any(randomExpression(depth - 1, rules), randomExpression(depth - 1, rules), randomExpression(depth - 1, rules));
            case 5 -> Sentences.opt(randomExpression(depth - 1, rules));
            case 6 -> Sentences.slot("s" + slotNumber++ % 5, random.nextBoolean() ? randomExpression(depth - 1, rules)
                    : Sentences.value("v" + slotNumber, randomExpression(depth - 1, rules)));
            default -> Sentences.rule("r" + random.nextInt(rules));
        };
    }

    /** What was said so far: words, slots, and the slot that is open. */
    private record Said(String text, Map<String, String> slots, Open open) {

        private static final class Open {
            private final String name;
            private final String words;
            private final String value;
            private final boolean inValue;
            private final Open outer;

            Open(String name, String words, String value, boolean inValue, Open outer) {
                this.name = name;
                this.words = words;
                this.value = value;
                this.inValue = inValue;
                this.outer = outer;
            }

            Open hear(String word) {
                return new Open(name, join(words, word), value, inValue, outer == null ? null : outer.hear(word));
            }
        }

        static String join(String a, String b) {
            return a.isEmpty() ? b : a + " " + b;
        }
    }

    /** All continuations in the order of the grammar: a body before its absence, options and parts from the left. */
    private static List<Said> enumerate(Grammar grammar, Expression e, List<Said> before) {
        List<Said> after = new ArrayList<>();
        for (Said said : before) {
            if (after.size() > 2000) {
                break;
            }
            if (e instanceof Expression.Word word) {
                after.add(new Said(Said.join(said.text, word.text()), said.slots, said.open == null ? null : said.open.hear(word.text())));
            } else if (e instanceof Expression.Sequence sequence) {
                List<Said> now = List.of(said);
                for (Expression part : sequence.parts()) {
                    now = enumerate(grammar, part, now);
                }
                after.addAll(now);
            } else if (e instanceof Expression.Choice choice) {
                choice.options().forEach(option -> after.addAll(enumerate(grammar, option, List.of(said))));
            } else if (e instanceof Expression.Optional optional) {
                after.addAll(enumerate(grammar, optional.body(), List.of(said)));
                after.add(said);
            } else if (e instanceof Expression.Slot slot) {
                Said opened = new Said(said.text, said.slots, new Said.Open(slot.name(), "", "", false, said.open));
                enumerate(grammar, slot.body(), List.of(opened)).forEach(s -> after.add(close(s)));
            } else if (e instanceof Expression.Value value) {
                after.addAll(enumerateValue(grammar, value, said));
            } else {
                after.addAll(enumerate(grammar, grammar.rules().get(((Expression.Reference) e).rule()), List.of(said)));
            }
        }
        return after;
    }

    private static List<Said> enumerateValue(Grammar grammar, Expression.Value value, Said said) {
        Said.Open open = said.open;
        if (open == null || open.inValue) {
            return enumerate(grammar, value.body(), List.of(said));
        }
        Said.Open inside = new Said.Open(open.name, open.words, Said.join(open.value, value.value()), true, open.outer);
        return enumerate(grammar, value.body(), List.of(new Said(said.text, said.slots, inside))).stream().map(s ->
                new Said(s.text, s.slots, new Said.Open(s.open.name, s.open.words, s.open.value, false, s.open.outer))).toList();
    }

    private static Said close(Said said) {
        Map<String, String> slots = new LinkedHashMap<>(said.slots);
        String value = said.open.value.isEmpty() ? said.open.words : said.open.value;
        if (value.isEmpty()) {
            slots.remove(said.open.name);
        } else {
            slots.put(said.open.name, value);
        }
        return new Said(said.text, slots, said.open.outer);
    }
}
