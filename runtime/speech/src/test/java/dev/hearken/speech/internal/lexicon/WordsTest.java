package dev.hearken.speech.internal.lexicon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Path PACK = PackFolder.english();
    private static final Words WORDS = Words.open(PACK.resolve("lexicon.bin"), PACK.resolve("g2p.bin"), Map.of());

    @Test
    void shouldFindEveryWordOfTheDictionaryInSortedOrder() {
        String previous = "";
        for (int i = 0; i < WORDS.size(); i += 7) {
            String word = WORDS.dictionaryWord(i);
            assertTrue(previous.compareTo(word) < 0, previous + " before " + word);
            assertFalse(WORDS.find(word).isEmpty(), word);
            previous = word;
        }
    }

    /** The words that the letter-to-sound model never saw: the twentieth of all, by CRC-32 (the rule of the making script). */
    @Test
    void shouldGuessTwoThirdsOfHeldOutWords() {
        int tried = 0;
        int right = 0;
        for (int i = 0; i < WORDS.size(); i++) {
            String word = WORDS.dictionaryWord(i);
            CRC32 crc = new CRC32();
            crc.update(word.getBytes(StandardCharsets.US_ASCII));
            if (crc.getValue() % 20 == 0 && word.matches("[a-z']+")) {
                tried++;
                int[] guess = WORDS.labels(WORDS.guess(word));
                right += WORDS.find(word).stream().anyMatch(p -> Arrays.equals(WORDS.labels(p), guess)) ? 1 : 0;
            }
        }
        assertEquals(6176, tried);
        assertTrue(right > 0.67 * tried, right + " of " + tried);
    }
}
