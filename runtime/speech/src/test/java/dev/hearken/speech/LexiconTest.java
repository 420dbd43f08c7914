package dev.hearken.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelException;
import dev.hearken.speech.internal.lexicon.Arpabet;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconTest {

    private static final Lexicon LEXICON = Lexicon.open(PackFolder.english());

    @Test
    void shouldKnowPronunciationsWithStress() {
        assertEquals(List.of(List.of("K", "IH1", "CH", "AH0", "N")), LEXICON.stressedPronunciations("kitchen"));
        assertEquals("T AH0 M EY1 T OW2", String.join(" ", LEXICON.stressedPronunciations("Tomato").get(0)));
        assertEquals(List.of(List.of("B", "AW1", "T")), LEXICON.stressedPronunciations("'bout"));
    }

    @Test
    void shouldGiveRecogniserLabelsWithoutStress() {
        assertArrayEquals(new int[] {Arpabet.phoneLabel("L"), Arpabet.phoneLabel("AY"), Arpabet.phoneLabel("T")},
                LEXICON.pronunciations("light").get(0));
        assertEquals(List.of("AH", "EY"), LEXICON.pronunciations("a").stream().map(p -> Arpabet.phoneName(p[0])).toList());
    }

    @Test
    void shouldFindFirstMiddleAndLastWord() {
        assertTrue(LEXICON.knows("'bout"));
        assertTrue(LEXICON.knows("zywicki"));
        assertTrue(LEXICON.knows("antidisestablishmentarianism"));
        assertFalse(LEXICON.knows("zzzz"));
        assertFalse(LEXICON.knows(""));
        assertFalse(LEXICON.knows("hearkenfoo"));
    }

    @Test
    void shouldKeepPronunciationsThatSpellingCannotExplain() {
        assertEquals("T R IH2 P AH0 L EY1", String.join(" ", LEXICON.stressedPronunciations("aaa").get(0)));
    }

    @Test
    void shouldPreferAdditions() {
        Lexicon own = Lexicon.open(PackFolder.english(), Map.of("Siobhán", List.of("SH IH V AO1 N"), "kitchen", List.of("K IH CH", "K AE1 T")));
        assertEquals(List.of("SH", "IH1", "V", "AO1", "N"), own.stressedPronunciations("siobhán").get(0));
        assertEquals(2, own.pronunciations("kitchen").size());
        assertTrue(own.knows("siobhan"));
    }

    @Test
    void shouldRefuseUnknownPhonesInAdditions() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> Lexicon.open(PackFolder.english(), Map.of("foo", List.of("F QQ"))));
        assertTrue(e.getMessage().contains("foo") && e.getMessage().contains("QQ"), e.getMessage());
    }

    @Test
    void shouldGuessUnknownWordsAndFoldAccents() {
        assertEquals("HH AA R K AH N", phones("hearken"));
        assertEquals(phones("cafe"), phones("Café"));
        assertEquals("Z IH G B IY Z", phones("zigbee's"));
        assertEquals("T UW", phones("2"));
        assertEquals("EH K S B IY", phones("xb"));
        assertEquals(phones("check") + " " + phones("in"), phones("check_in"));
    }

    @Test
    void shouldSaySomethingOrNothingForAnyInput() {
        assertTrue(LEXICON.pronunciations("").isEmpty());
        assertTrue(LEXICON.pronunciations("!!!").isEmpty());
        assertTrue(LEXICON.pronunciations("καλημέρα").isEmpty());
        assertTrue(LEXICON.pronunciations("打开").isEmpty());
        assertTrue(LEXICON.pronunciations("😀").isEmpty());
        assertTrue(LEXICON.pronunciations("\ud800").isEmpty());
        assertTrue(LEXICON.pronunciations("s".repeat(100_000)).get(0).length < 20);
        assertTrue(LEXICON.pronunciations("abcdefghij".repeat(10_000)).get(0).length <= 400);
        assertTrue(LEXICON.pronunciations("x's".repeat(30_000)).get(0).length <= 2000);
    }

    @Test
    void shouldNeverFailOnRandomText() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                word.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0x3000) : 'a' + random.nextInt(26));
            }
            for (int[] pronunciation : LEXICON.pronunciations(word.toString())) {
                assertTrue(Arrays.stream(pronunciation).allMatch(p -> p > 0 && p < Arpabet.labels()), word.toString());
            }
        }
    }

    @Test
    void shouldRefuseDamagedFilesAndNameThem(@TempDir Path folder) throws IOException {
        byte[] dictionary = Files.readAllBytes(PackFolder.english().resolve("lexicon.bin"));
        byte[] rules = Files.readAllBytes(PackFolder.english().resolve("g2p.bin"));
        assertRefused(folder, new byte[0], rules, "lexicon.bin");
        assertRefused(folder, Arrays.copyOf(dictionary, 300_000), rules, "lexicon.bin");
        assertRefused(folder, rules, rules, "lexicon.bin");
        assertRefused(folder, dictionary, Arrays.copyOf(rules, 200_000), "g2p.bin");
        assertRefused(folder, dictionary, Arrays.copyOf(rules, 5), "g2p.bin");
        Files.delete(folder.resolve("g2p.bin"));
        assertTrue(assertThrows(ModelException.class, () -> Lexicon.open(folder)).getMessage().contains("no such file"));
    }

    private static void assertRefused(Path folder, byte[] dictionary, byte[] rules, String named) throws IOException {
        Files.write(folder.resolve("lexicon.bin"), dictionary);
        Files.write(folder.resolve("g2p.bin"), rules);
        ModelException e = assertThrows(ModelException.class, () -> Lexicon.open(folder));
        assertTrue(e.getMessage().contains(named), e.getMessage());
    }

    private static String phones(String word) {
        return Arrays.stream(LEXICON.pronunciations(word).get(0)).mapToObj(Arpabet::phoneName).collect(Collectors.joining(" "));
    }
}
