package dev.hearken.speech.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishNumbersTest {

    @ParameterizedTest
    @CsvSource({"0, zero", "13, thirteen", "40, forty", "105, one hundred five", "1000000, one million", "2030001, two million thirty thousand one",
        "-5, minus five", "9223372036854775807, nine quintillion two hundred twenty three quadrillion three hundred seventy two trillion "
        + "thirty six billion eight hundred fifty four million seven hundred seventy five thousand eight hundred seven"})
    void shouldSayCardinals(long value, String words) {
        assertEquals(words, EnglishNumbers.cardinal(value));
    }

    @ParameterizedTest
    @CsvSource({"1, first", "12, twelfth", "20, twentieth", "23, twenty third", "100, one hundredth", "105, one hundred fifth", "0, zeroth"})
    void shouldSayOrdinals(long value, String words) {
        assertEquals(words, EnglishNumbers.ordinal(value));
    }
}
