package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.internal.yaml.YamlReader;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RhinoContextTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadMacrosSlotsAndBuiltInTypes() throws Exception {
        TextMatcher matcher = new TextMatcher(load("""
                context:
                  expressions:
                    set:
                      - "@please [set, turn] (the) $lamp:which to $pv.Percent:level"
                      - "channel $pv.TwoDigitOrdinal:n"
                  macros:
                    please: ["please", "(kindly)"]
                  slots:
                    lamp: ["Big Lamp", "small lamp"]
                """));
        TextMatcher.Match match = matcher.match("please set the big lamp to 30 percent").orElseThrow();
        assertEquals("set", match.intent());
        assertEquals("Big Lamp", match.slots().get("which").value());
        assertEquals("30%", match.slots().get("level").value());
        assertTrue(matcher.match("turn small lamp to zero percent").isPresent());
        assertEquals("23rd", matcher.match("channel twenty third").orElseThrow().slots().get("n").value());
    }

    @Test
    void shouldMatchEveryLabelOfTheCoffeeListVerbatim() throws Exception {
        Path context = SharedFiles.require("audio/test/coffee-maker.yaml");
        TextMatcher matcher = new TextMatcher(GrammarSources.load(context, Home.empty("en")));
        int clips = 0;
        for (String line : Files.readAllLines(SharedFiles.require("audio/test/coffee-commands-en.jsonl"))) {
            YamlValue.Mapping label = YamlReader.read("list", line).asMapping("line").require("label").asMapping("label");
            Map<String, String> wanted = new LinkedHashMap<>();
            label.require("slots").asTextMap("slots").forEach((slot, value) -> wanted.put(slot, value.strip()));
            TextMatcher.Match match = matcher.match(sentence(wanted)).orElseThrow(() -> new AssertionError(line));
            Map<String, String> found = new LinkedHashMap<>();
            match.slots().forEach((slot, value) -> found.put(slot, value.value()));
            assertEquals(wanted, found, line);
            assertEquals(label.require("intent").asText("intent"), match.intent());
            clips++;
        }
        assertTrue(clips >= 200, clips + " clips");
    }

    /** The words in the order of the context's first expressions. */
    private static String sentence(Map<String, String> slots) {
        StringBuilder text = new StringBuilder("make me a");
        for (String slot : new String[] {"size", "roast", "numberOfShots", "coffeeDrink"}) {
            text.append(slots.containsKey(slot) ? " " + slots.get(slot) : "");
        }
        String with = " with ";
        for (String slot : new String[] {"milkAmount", "sugarAmount"}) {
            if (slots.containsKey(slot)) {
                text.append(with).append(slots.get(slot));
                with = " and ";
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "turn [on, off | '[' is never closed",
            "turn on, off | ',' outside brackets",
            "turn (on] | expected ')', found ']'",
            "turn $thing:x | no slot type 'thing', expected one of size",
            "turn $pv.Anything:x | no built-in slot type",
            "turn @x | no macro 'x'",
            "turn @loop | endless recursion",
            "turn $ | expected the name of a slot type",
            "(turn) | every part of this expression is optional",
            "turn [on,,off] | an empty choice",
    })
    void shouldNamePlaceAndProblem(String expression, String problem) {
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> load("context:\n  expressions:\n    a:\n      - \"" + expression.strip()
                + "\"\n  slots:\n    size: [small]\n  macros:\n    loop: [\"x @loop\"]\n"));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(problem.startsWith("endless") ? 8 : 4, e.line(), e.getMessage());
    }

    @Test
    void shouldNeverFailOtherwiseThanWithAPlace() throws Exception {
        Random random = new Random(11);
        String alphabet = "ab ()[],$@:x.";
        int good = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder expression = new StringBuilder();
            for (int n = random.nextInt(20); n >= 0; n--) {
                expression.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                new TextMatcher(load("context: {expressions: {t: [\"" + expression + "\"]}, slots: {a: [x]}, macros: {b: [y]}}")).match("a b");
                good++;
            } catch (GrammarSourceException e) {
                assertTrue(e.line() == 1 && e.column() >= 1, e.getMessage());
            }
        }
        assertTrue(good > 20, good + " of the random expressions were well formed");
        String open = "(".repeat(100_000);
        assertThrows(GrammarSourceException.class, () -> load("context: {expressions: {t: [\"" + open + "\"]}}"));
    }

    @Test
    void shouldReadPlainAndJsonLists() throws Exception {
        Path lines = folder.resolve("words.txt");
        Files.writeString(lines, "# ten words\nyes\nno\n\nTurn left!\n");
        LoadedGrammar words = GrammarSources.load(lines, Home.empty("en"));
        assertEquals(3, words.grammar().sentences().size());
        assertEquals("Turn left!", new TextMatcher(words).match("turn left").orElseThrow().intent());
        Path json = folder.resolve("words.json");
        Files.writeString(json, "[\"yes\", \"no\", \"yes\"]");
        assertEquals(2, GrammarSources.load(json, Home.empty("en")).grammar().sentences().size());
        Files.writeString(lines, "yes\n!!!\n");
        assertEquals(2, assertThrows(GrammarSourceException.class, () -> GrammarSources.load(lines, Home.empty("en"))).line());
    }

    private LoadedGrammar load(String yaml) throws Exception {
        Path file = folder.resolve("context.yaml");
        Files.writeString(file, yaml);
        return GrammarSources.load(file, Home.empty("en"));
    }
}
