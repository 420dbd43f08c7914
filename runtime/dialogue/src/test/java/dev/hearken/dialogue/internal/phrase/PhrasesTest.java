package dev.hearken.dialogue.internal.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.dialogue.internal.words.ChineseNumbers;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    private static final LocalDate FRIDAY = LocalDate.parse("2026-11-20");

    private final Phrases english = Phrases.of("en");
    private final Phrases chinese = Phrases.of("zh");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | 0 seconds | 零秒", "1 | 1 second | 一秒", "120 | 2 minutes | 两分钟", "7322 | 2 hours, 2 minutes and 2 seconds | 两小时两分钟两秒",
            "43200 | 12 hours | 十二小时", "3630 | 1 hour and 30 seconds | 一小时三十秒"})
    void shouldSayDurations(long seconds, String inEnglish, String inChinese) {
        assertEquals(inEnglish, english.duration(seconds));
        assertEquals(inChinese, chinese.duration(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"07:00 | 7:00 AM | 早上七点整", "14:15 | 2:15 PM | 下午两点一刻", "12:30 | 12:30 PM | 中午十二点半", "00:05 | 12:05 AM | 凌晨零点零五分",
            "22:45 | 10:45 PM | 晚上十点三刻", "09:20 | 9:20 AM | 上午九点二十分"})
    void shouldSayTimes(LocalTime time, String inEnglish, String inChinese) {
        assertEquals(inEnglish, english.time(time));
        assertEquals(inChinese, chinese.time(time));
    }

    @Test
    void shouldSayDates() {
        assertEquals("Friday, November 20, 2026", english.date(FRIDAY));
        assertEquals("二零二六年十一月二十日，星期五", chinese.date(FRIDAY));
        assertEquals("", english.day(FRIDAY, FRIDAY));
        assertEquals("tomorrow", english.day(FRIDAY.plusDays(1), FRIDAY));
        assertEquals("on Monday", english.day(FRIDAY.plusDays(3), FRIDAY));
        assertEquals("后天", chinese.day(FRIDAY.plusDays(2), FRIDAY));
        assertEquals("星期一", chinese.day(FRIDAY.plusDays(3), FRIDAY));
    }

    @Test
    void shouldSayDaysOfTheWeek() {
        assertEquals("every weekday", english.days(Phrases.WORKDAYS));
        assertEquals("on Mondays and Fridays", english.days(Set.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY)));
        assertEquals("每个工作日", chinese.days(Phrases.WORKDAYS));
        assertEquals("每周一、五", chinese.days(Set.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY)));
        assertEquals("a, b and c", english.list(List.of("a", "b", "c")));
        assertEquals("a、b和c", chinese.list(List.of("a", "b", "c")));
    }

    @ParameterizedTest
    @CsvSource({"0,零", "2,二", "10,十", "12,十二", "20,二十", "22,二十二", "100,一百", "101,一百零一", "110,一百一十", "1000,一千", "1001,一千零一", "1010,一千零一十",
            "2005,二千零五", "10000,一万", "10500,一万零五百", "120034,十二万零三十四"})
    void shouldSayChineseNumbers(long number, String said) {
        assertEquals(said, ChineseNumbers.of(number));
    }
}
