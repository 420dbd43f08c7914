package dev.hearken.speech.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceReaderTest {

    @Test
    void shouldCutAtTheEndsOfSentences() {
        assertEquals(List.of("It is late.", "Are you there?!", "\"Yes.\"", "Good"), read("It is late. Are you there?!  \"Yes.\" Good"));
    }

    @Test
    void shouldNotCutWithinNumbersAndAfterAbbreviations() {
        assertEquals(List.of("Dr. Smith paid 3.50 at 6 p.m. sharp.", "Then J. Doe left, e.g. home."),
            read("Dr. Smith paid 3.50 at 6 p.m. sharp. Then J. Doe left, e.g. home."));
    }

    @Test
    void shouldCutAtLineEndsAndChineseSigns() {
        assertEquals(List.of("one\n", "two。", "three"), read("one\ntwo。three"));
    }

    @Test
    void shouldBoundSentencesThatDoNotEnd() {
        List<String> pieces = read("word ".repeat(20000));

        assertTrue(pieces.stream().allMatch(p -> p.length() <= SentenceReader.LONGEST));
        assertEquals(80000, pieces.stream().mapToLong(p -> p.chars().filter(c -> c != ' ').count()).sum());
    }

    @Test
    void shouldNotTearSurrogatePairs() {
        assertTrue(read("x" + "😀".repeat(1000)).stream().allMatch(p -> !Character.isLowSurrogate(p.charAt(0))));
    }

    @Test
    void shouldHaveNothingInBlankText() {
        assertFalse(new SentenceReader(" \n\t ").hasNext());
    }

    private static List<String> read(String text) {
        List<String> sentences = new ArrayList<>();
        SentenceReader reader = new SentenceReader(text);
        while (reader.hasNext()) {
            sentences.add(reader.next());
        }
        return sentences;
    }
}
