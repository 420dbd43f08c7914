package dev.hearken.speech.internal.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.PronunciationSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseReaderTest {

    private static final List<String> SYMBOLS = List.of("_", "^", ",", ".", "?", "K", "AE0", "AE1", "T");
    /** Every word sounds like "cat", except those with an x, which have no sound. */
    private static final PronunciationSource CATS = new PronunciationSource() {
        @Override
        public List<List<String>> stressedPronunciations(String word) {
            return word.contains("x") ? List.of() : List.of(List.of("K", "AE1", "T"), List.of("T"));
        }

        @Override
        public boolean knows(String word) {
            return true;
        }
    };

    @Test
    void shouldOpenAndClosePhrases() {
        assertEquals(List.of("^ K1 AE1 T2 , K1 AE1 T2 ?", "^ K1 AE1 T2 ."), read("cat, cat? cat", 32));
    }

    @Test
    void shouldSkipWordsWithoutSound() {
        assertEquals(List.of("^ K1 AE1 T2 ."), read("xx cat xx. xx", 32));
    }

    @Test
    void shouldCutLongSentencesAtAPauseIfThereIsOne() {
        assertEquals(List.of("^ K1 AE1 T2 K1 AE1 T2 ,", "^ K1 AE1 T2 K1 AE1 T2 ."), read("cat cat, cat cat.", 12));
    }

    @Test
    void shouldCutLongSentencesBetweenWordsOtherwise() {
        assertEquals(List.of("^ K1 AE1 T2 K1 AE1 T2 K1 AE1 T2 ,", "^ K1 AE1 T2 ."), read("cat cat cat cat.", 12));
    }

    @Test
    void shouldTakeVowelsWithoutStressAsStressed() {
        PhoneSequence sequence = new PhoneSequence(SYMBOLS, 1, 2, 8);
        sequence.word(List.of("AE", "QQ"));
        assertEquals(2, sequence.length());
        assertEquals(SYMBOLS.indexOf("AE1"), sequence.id(1));
        assertEquals(3, sequence.place(1));
    }

    @Test
    void shouldKeepWordsLongerThanAPhraseWithinIt() {
        PronunciationSource endless = new PronunciationSource() {
            @Override
            public List<List<String>> stressedPronunciations(String word) {
                return List.of(java.util.Collections.nCopies(500, "T"));
            }

            @Override
            public boolean knows(String word) {
                return false;
            }
        };
        PhraseReader reader = new PhraseReader("one two", new EnglishSounds(endless));
        PhoneSequence phrase = new PhoneSequence(SYMBOLS, 1, 2, 16);
        assertTrue(reader.next(phrase));
        assertEquals(16, phrase.length());
        assertTrue(reader.next(phrase));
        assertFalse(reader.next(phrase));
    }

    private static List<String> read(String text, int capacity) {
        PhraseReader reader = new PhraseReader(text, new EnglishSounds(CATS));
        PhoneSequence phrase = new PhoneSequence(SYMBOLS, 1, 2, capacity);
        List<String> found = new ArrayList<>();
        while (reader.next(phrase)) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < phrase.length(); i++) {
                line.append(i == 0 ? "" : " ").append(SYMBOLS.get(phrase.id(i)));
                // "AE1" ends in its stress: the places of first and last phones are shown after "K" and "T" only
                line.append(phrase.place(i) > 0 && phrase.place(i) < 3 ? Integer.toString(phrase.place(i)) : "");
            }
            found.add(line.toString());
        }
        return found;
    }
}
