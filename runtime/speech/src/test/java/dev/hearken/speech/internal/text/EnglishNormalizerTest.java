package dev.hearken.speech.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishNormalizerTest {

    private final EnglishNormalizer normalizer = new EnglishNormalizer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        It is 12 degrees.                | it is twelve degrees.
        You have 1 new message           | you have one new message
        1,250 steps                      | one thousand two hundred fifty steps
        Room 007                         | room zero zero seven
        pi is 3.14                       | pi is three point one four
        .5 is half                       | point five is half
        version 1.28.0                   | version one dot two eight dot zero
        99999999999999999999             | nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine
        the 1st, 2nd, 3rd and 21st       | the first, second, third and twenty first
        the 12th item                    | the twelfth item
        """)
    void shouldReadNumbers(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        since 1984                       | since nineteen eighty four
        in 2005                          | in two thousand five
        in 2026                          | in twenty twenty six
        1905 and 1900                    | nineteen oh five and nineteen hundred
        2019-2024                        | twenty nineteen to twenty twenty four
        2026-11-20                       | november twentieth, twenty twenty six,
        due 2026-02-31                   | due two zero two six, zero two, three one
        Nov 20                           | november twentieth
        Nov. 20, 2026                    | november twentieth, twenty twenty six
        20 November 2026                 | twentieth of november, twenty twenty six
        May 5th                          | may fifth
        12/25/2026                       | december twenty fifth, twenty twenty six,
        25/12/2026                       | december twenty fifth, twenty twenty six,
        March 2027                       | march twenty twenty seven
        """)
    void shouldReadYearsAndDates(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        at 7:30                          | at seven thirty
        at 18:05.                        | at eighteen oh five.
        at 7:00                          | at seven o'clock
        at 18:00                         | at eighteen hundred
        7:30 p.m. today                  | seven thirty p m today
        7 am                             | seven ay em
        at 6:00 PM                       | at six p m
        It is 6 p.m.                     | it is six p m.
        0:05:10                          | zero oh five and ten seconds
        """)
    void shouldReadTimes(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        12 °C                            | twelve degrees celsius
        1 °C                             | one degree celsius
        -3°F                             | minus three degrees fahrenheit
        −7.5 °C outside                  | minus seven point five degrees celsius outside
        21.5°                            | twenty one point five degrees
        30 km/h                          | thirty kilometers per hour
        50%                              | fifty percent
        3 kWh                            | three kilowatt hours
        20 m²                            | twenty square meters
        5 min 30 s                       | five minutes thirty seconds
        1 h                              | one hour
        10-12 °C                         | ten to twelve degrees celsius
        -3 to 5°C                        | minus three to five degrees celsius
        1013 hPa                         | one thousand thirteen hectopascals
        5 items                          | five items
        3x4                              | three by four
        """)
    void shouldReadQuantities(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        $12.50                           | twelve dollars and fifty cents
        $1                               | one dollar
        £0.99                            | ninety nine pence
        €1,200                           | one thousand two hundred euros
        5 €                              | five euros
        $3 million                       | three million dollars
        1/2 cup                          | one half cup
        2 3/4 cups                       | two and three quarters cups
        1½ hours                         | one and one half hours
        10-12 people                     | ten to twelve people
        call 555-123-4567                | call five five five, one two three, four five six seven
        +49 30 123456                    | plus four nine, three zero, one two three four five six
        #5                               | number five
        No. 5                            | number five
        ~20                              | about twenty
        """)
    void shouldReadMoneyFractionsRangesAndTelephoneNumbers(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Dr. Smith lives on Main St.      | doctor smith lives on main street.
        Mr. and Mrs. Jones               | mister and missus jones
        St. Mary                         | saint mary
        lights, e.g. the lamp            | lights, for example, the lamp
        milk, eggs, etc.                 | milk, eggs, et cetera.
        the U.S. flag                    | the you ess flag
        The TV is on                     | the t v is on
        MQTT broker                      | em cue t t broker
        two TVs                          | two t v s
        PLEASE TURN OFF THE LIGHT        | please turn off the light
        OK                               | okay
        plan B                           | plan b
        vitamin C and A                  | vitamin c and a
        mp3 file                         | em p three file
        don't                            | don't
        twenty-one                       | twenty one
        Tom & Ann                        | tom and ann
        Ask me@home.org                  | ask me at home dot org
        see https://example.org/a?b=c ok | see link, okay
        """)
    void shouldReadAbbreviationsAndInitialisms(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Well, yes; no: (maybe) - then!   | well, yes, no, maybe, then.
        Really?                          | really?
        Wait… what?!                     | wait, what?
        café naïve Zürich                | cafe naive zurich
        α and Ω                          | alpha and omega
        <speak>Hello<break/> you</speak> | hello you
        打开 light 。                     | light.
        a 😀 b                           | a b
        nooooooo                         | nooo
        """)
    void shouldReadSignsAndSkipWhatHasNoSound(String written, String spoken) {
        assertEquals(spoken, read(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "?!,;:", "😀😀", "中文", "<a>", "\u0000\ud83d", "---", "()", "\n\n"})
    void shouldFindNothingToSayWithoutFailing(String written) {
        assertEquals(List.of(), normalizer.normalize(written));
    }

    @Test
    void shouldSpeakVeryLongWordsInPieces() {
        List<SpokenWord> words = normalizer.normalize("ab".repeat(500));

        assertEquals(25, words.size());
        assertTrue(words.stream().allMatch(w -> w.word().length() == 40));
    }

    @Test
    void shouldGoThroughAnyCharacters() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0xffff; c++) {
            all.append(c).append(c % 7 == 0 ? "1" : "");
        }
        SentenceReader reader = new SentenceReader(all.toString());
        int words = 0;
        while (reader.hasNext()) {
            for (SpokenWord word : normalizer.normalize(reader.next())) {
                assertTrue(word.word().matches("[a-z']+"), word.word());
                words++;
            }
        }
        assertTrue(words > 1000);
    }

    private String read(String written) {
        return normalizer.normalize(written).stream().map(w -> w.word() + switch (w.after()) {
            case NONE -> "";
            case SHORT -> ",";
            case STOP -> ".";
            case QUESTION -> "?";
        }).collect(Collectors.joining(" "));
    }
}
