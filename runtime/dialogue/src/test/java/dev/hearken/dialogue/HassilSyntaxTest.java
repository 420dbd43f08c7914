package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HassilSyntaxTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'light[s] on' | lights on | light on",
            "'batter(y%ies) low' | battery low | batteries low",
            "'[open%clos]ed' | opened | closed",
            "'(red;green;blue)' | blue red green | green blue red",
            "'go [now]' | go | go now",
            "'<greet> you' | hello you | good day you",
            "'{name}[''s] state' | bed light's state | bed light state",
            "'set {level}[([ ]%)%% percent]' | set 40% | set 40 percent",
    })
    void shouldMatchBothWordings(String template, String first, String second) throws Exception {
        String source = template.replace("%%", "|").replaceAll("%(?!\\))", "|");
        TextMatcher matcher = new TextMatcher(load("language: en\nintents:\n  Test:\n    data:\n      - sentences:\n          - " + source
                + "\nexpansion_rules:\n  greet: (hello|good day)\nlists:\n  level:\n    range: {from: 0, to: 100}\n"));
        assertTrue(matcher.match(first.strip()).isPresent(), first);
        assertTrue(matcher.match(second.strip()).isPresent(), second);
        assertFalse(matcher.match(first.strip() + " banana").isPresent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "turn (on | 5 | '(' is never closed",
            "turn on) | 7 | ')' closes nothing",
            "turn (on] | 8 | expected ')', found ']'",
            "turn {thing | 5 | '{' is never closed",
            "turn {thing} | 5 | no list {thing}",
            "turn <thing> | 5 | no expansion rule <thing>",
            "turn {} | 5 | expected the name of a list",
            "[turn] | -1 | every part of this sentence is optional",
            "(a%b;c) | 4 | '|' and ';' mixed",
    })
    void shouldNamePlaceAndProblem(String template, int offset, String problem) {
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> load("language: en\nintents:\n  Test:\n    data:\n    - sentences:\n"
                + "      - \"" + template.replace('%', '|').strip() + "\"\n"));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        // The text begins in column 10 of line 6, behind its quotation mark.
        assertEquals("6:" + (10 + offset), e.line() + ":" + e.column(), e.getMessage());
    }

    @Test
    void shouldNameTheCircleOfRecursiveRules() {
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> load(
                "intents: {Test: {data: [{sentences: [\"turn <loop>\"]}]}}\nexpansion_rules:\n  loop: \"a <loop2>\"\n  loop2: \"b <loop>\"\n"));
        assertTrue(e.getMessage().contains(":4:13: endless recursion: <loop> -> <loop2> -> <loop>"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "intents: {Test: {data: [{sentences: hello}]}} | sentences must be a list",
            "intents: {Test: {data: [{sentence: [hello]}]}} | unknown key 'sentence'",
            "intents: [Test] | intents must be a mapping",
            "intents: {Test: {}} | expected a key 'data'",
            "lists: {a: {values: []}} | no values",
            "lists: {a: {range: {from: 5, to: 1}}} | from (5) is above to (1)",
            "lists: {a: {range: {from: x, to: 1}}} | from must be a number",
            "lists: {a: {range: {from: 0, to: 1, type: weight}}} | unknown type",
            "intents: {Test: {data: [{sentences: ['%%%']}]}} | every part of this sentence is optional",
            "intents: {Test: {data: [{sentences: [a {]}]}} | not valid YAML",
            "hello: {} | not a sentence file",
    })
    void shouldRefuseWrongYaml(String yaml, String problem) {
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> load(yaml.replace("'%%%'", "'...'") + "\n"));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
    }

    @Test
    void shouldTakeFixedSlotsRangesAndContext() throws Exception {
        LoadedGrammar loaded = load("""
                language: en
                intents:
                  SetIt:
                    data:
                      - sentences: ["set {name} to {level:amount}"]
                        slots: {kind: exact}
                        response: done
                        requires_context: {domain: light}
                      - sentences: ["say {anything}"]
                lists:
                  level: {range: {from: -1, to: 1, fractions: halves, multiplier: 10}}
                  anything: {wildcard: true}
                """);
        assertEquals(Map.of("needs free text, which a closed vocabulary cannot hear", 1), loaded.dropped());
        LoadedGrammar.SentenceSource source = loaded.sentences().get(0);
        assertEquals("done", source.response().orElseThrow());
        TextMatcher matcher = new TextMatcher(loaded);
        TextMatcher.Match match = matcher.match("set bed light to minus zero point five").orElseThrow();
        assertEquals("-5", match.slots().get("amount").value());
        assertEquals("exact", match.slots().get("kind").value());
        assertEquals("Bed Light", match.slots().get("name").value());
        assertFalse(matcher.match("set tv to one").isPresent(), "the TV is no light");
    }

    @Test
    void shouldShareRulesInsteadOfWritingThemOut() throws Exception {
        StringBuilder rules = new StringBuilder("expansion_rules:\n  r0: (a|b)\n");
        for (int i = 1; i <= 40; i++) {
            rules.append("  r").append(i).append(": \"<r").append(i - 1).append("> <r").append(i - 1).append(">\"\n");
        }
        LoadedGrammar loaded = load("intents:\n  Test:\n    data:\n      - sentences: [\"<r40>\"]\n" + rules);
        assertEquals(41, loaded.grammar().rules().size());
    }

    @Test
    void shouldNeverFailOtherwiseThanWithAPlace() throws Exception {
        Random random = new Random(7);
        String alphabet = "ab ()[]{}<>|;:\\%'s1 ";
        int good = 0;
        for (int i = 0; i < 1500; i++) {
            StringBuilder template = new StringBuilder();
            for (int n = random.nextInt(24); n >= 0; n--) {
                template.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String yaml = "{\"intents\": {\"T\": {\"data\": [{\"sentences\": [\"" + template.toString().replace("\\", "\\\\") + "\"]}]}},"
                    + " \"expansion_rules\": {\"a\": \"x\"}, \"lists\": {\"b\": {\"values\": [\"y\"]}}}";
            try {
                new TextMatcher(load(yaml)).match("a b");
                good++;
            } catch (GrammarSourceException e) {
                assertTrue(e.line() >= 1 && e.column() >= 1, e.getMessage());
            }
        }
        assertTrue(good > 50, good + " of the random templates were well formed");
    }

    @Test
    void shouldBoundHugeInputs() {
        String prefix = "intents: {T: {data: [{sentences: [\"";
        for (String piece : List.of("(", "[", "a", "a|", "{b} ", "[s]", "(a;b)", "<r>", "((((a))))")) {
            String template = piece.repeat(100_000 / piece.length());
            assertThrows(GrammarSourceException.class, () -> load(prefix + template + "\"]}]}}\n"), piece);
        }
        assertThrows(GrammarSourceException.class, () -> load("intents: " + "[".repeat(100_000)));
        assertThrows(GrammarSourceException.class, () -> load("[a|b|c]".repeat(20)));
        TextMatcher matcher = new TextMatcher(GrammarSources.shipped(Home.shipped()));
        for (String text : List.of("a".repeat(100_000), "turn on ".repeat(12_500), "💡".repeat(50_000), "s'".repeat(50_000), "1,".repeat(50_000))) {
            assertTrue(matcher.match(text).isEmpty());
        }
    }

    @Test
    void shouldAnswerAtOnceWhereWritingOutWouldNeverEnd() throws Exception {
        StringBuilder rules = new StringBuilder("expansion_rules:\n  r0: \"[a]\"\n");
        for (int i = 1; i <= 50; i++) {
            rules.append("  r").append(i).append(": \"<r").append(i - 1).append("> <r").append(i - 1).append(">\"\n");
        }
        LoadedGrammar loaded = load("intents:\n  Test:\n    data:\n      - sentences: [\"<r50> b\"]\n" + rules);
        assertTrue(new TextMatcher(loaded).match("a a a b").isPresent());
        String six = "(a;b;c;d;e;f)";
        String nested = "(" + String.join(";", six, six, six, six, six, six) + ")";
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> load("intents: {T: {data: [{sentences: [\"" + nested + "\"]}]}}\n"));
        assertTrue(e.getMessage().contains("more than 20000 parts"), e.getMessage());
    }

    @Test
    void shouldRefuseBracketsThatMultiplyOut() {
        GrammarSourceException e = assertThrows(GrammarSourceException.class,
                () -> load("intents: {T: {data: [{sentences: [\"" + "x[a]".repeat(20) + "\"]}]}}\n"));
        assertTrue(e.getMessage().contains("more than 256 words"), e.getMessage());
    }

    private LoadedGrammar load(String yaml) throws Exception {
        Path file = folder.resolve("test.yaml");
        Files.writeString(file, yaml);
        return GrammarSources.load(file, Home.shipped());
    }
}
