package dev.hearken.dialogue.internal.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Set it to 50%! | set it to fifty percent",
            "what’s the kids' room's 'state'? | what's the kids' room's state",
            "-3.5° | minus three point five degrees",
            "room-5 | room five",
            "1,250 | one thousand two hundred fifty",
            "1/2 hour, ½ hour | half hour half hour",
            "TV&radio | tv and radio",
            "10am | ten am",
            "up-to-date | up to date",
            "打开 Kitchen 灯 | 打 开 kitchen 灯",
            "ΓΕΙΑ σου | γεια σου",
            "💡… | ''",
            "9999999999999999999 | nine hundred ninety nine billion nine hundred ninety nine million nine hundred ninety nine thousand nine hundred ninety nine nine million nine hundred ninety nine thousand nine hundred ninety nine",
    })
    void shouldReadTextAsItIsSpoken(String text, String words) {
        assertEquals(words, String.join(" ", SpokenWords.of(text)));
    }

    @Test
    void shouldSpellNumbersAllTheWaysTheyAreSaid() {
        assertEquals(List.of("one hundred", "a hundred"), EnglishNumbers.spellings(BigDecimal.valueOf(100)));
        assertEquals(List.of("one hundred ten", "one hundred and ten", "a hundred ten", "a hundred and ten"), EnglishNumbers.spellings(BigDecimal.valueOf(110)));
        assertEquals(List.of("twenty one point five", "twenty one and a half"), EnglishNumbers.spellings(new BigDecimal("21.50")));
        assertEquals(List.of("minus two", "negative two"), EnglishNumbers.spellings(BigDecimal.valueOf(-2)));
        assertEquals("zero", EnglishNumbers.spell(new BigDecimal("0.0")));
        assertEquals("zero point zero five", EnglishNumbers.spell(new BigDecimal("0.05")));
        assertEquals("two million one", EnglishNumbers.spell(BigDecimal.valueOf(2_000_001)));
    }

    @Test
    void shouldSpellEveryNumberDifferently() {
        long distinct = IntStream.rangeClosed(-200, 20_000).mapToObj(n -> EnglishNumbers.spell(BigDecimal.valueOf(n))).distinct().count();
        assertEquals(20_201, distinct);
    }

    @Test
    void shouldReadLongNonsenseInBoundedStack() {
        for (String piece : List.of("s", "'", "s'", "1", "1,", "1.", "-", "é", "e\u0301", "好")) {
            assertTrue(SpokenWords.of(piece.repeat(100_000)).size() <= 200_000, piece);
        }
    }
}
