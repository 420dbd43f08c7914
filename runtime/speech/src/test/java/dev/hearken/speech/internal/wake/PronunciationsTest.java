package dev.hearken.speech.internal.wake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.PhraseAssessment;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PronunciationsTest {

    private static final Map<String, List<int[]>> LEXICON = Map.of(
        "hey", List.of(new int[] {1, 2}),
        "hearken", List.of(new int[] {1, 3, 4, 5}, new int[] {1, 3, 4}),
        "it's", List.of(new int[] {3, 3}));

    private static List<int[]> lexicon(String word) {
        return LEXICON.getOrDefault(word, List.of());
    }

    @Test
    void shouldJoinEveryWayToSayEachWord() {
        List<int[]> spoken = Pronunciations.of("Hey,  HEARKEN!", PronunciationsTest::lexicon);

        assertEquals(2, spoken.size());
        assertArrayEquals(new int[] {1, 2, 1, 3, 4, 5}, spoken.get(0));
        assertArrayEquals(new int[] {1, 2, 1, 3, 4}, spoken.get(1));
    }

    @Test
    void shouldNormaliseTypographicApostrophes() {
        assertEquals("it's", Pronunciations.normalise(" It\u2019s "));
    }

    @Test
    void shouldLimitTheVariants() {
        assertEquals(8, Pronunciations.of("hearken hearken hearken hearken hearken", PronunciationsTest::lexicon).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | has no letters",
        "'  ' | has no letters",
        "'123 !?' | has no letters",
        "\uD83D\uDE00 | has no letters",
        "hey \u03BB\u03CC\u03B3\u03BF\u03C2 | no pronunciation is known for '\u03BB\u03CC\u03B3\u03BF\u03C2'",
        "hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken hearken | has 64 phones",
    })
    void shouldSayWhyAPhraseCannotBeUsed(String phrase, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Pronunciations.of(phrase, PronunciationsTest::lexicon)).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void shouldWarnOfShortPhrases() {
        List<String> symbols = List.of("<blk>", "HH", "EY", "AA", "R", "K");

        PhraseAssessment weak = Pronunciations.assess("hey", Pronunciations.of("hey", PronunciationsTest::lexicon), symbols, false, OptionalDouble.of(3), List.of("hay"));
        assertEquals(List.of(List.of("HH", "EY")), weak.pronunciations());
        assertEquals(2, weak.phones());
        assertEquals(4, weak.warnings().size());
        assertTrue(weak.warnings().get(0).startsWith("too short"), weak.warnings()::toString);
        assertEquals("too common: people who talk say it about once in 20 minutes of talk", weak.warnings().get(1));
        assertEquals("sounds like hay", weak.warnings().get(2));
        assertTrue(weak.warnings().get(3).contains("train-wake"), weak.warnings()::toString);
        PhraseAssessment chinese = Pronunciations.assess("小听", Pronunciations.of("hey", PronunciationsTest::lexicon), symbols, false, OptionalDouble.empty(), List.of());
        assertTrue(chinese.warnings().get(1).startsWith("no trained verifier") && !chinese.warnings().get(1).contains("train-wake"), chinese.warnings()::toString);
        PhraseAssessment good = Pronunciations.assess("hey hearken hey", Pronunciations.of("hey hearken hey", PronunciationsTest::lexicon), symbols, true, OptionalDouble.empty(), List.of());
        assertEquals(List.of(), good.warnings());
    }
}
