package dev.hearken.speech.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MandarinNormalizerTest {

    private final MandarinNormalizer normalizer = new MandarinNormalizer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "现在25度。 | 现在二十五度.",
        "室外25.5°C，室内-3℃。 | 室外二十五点五摄氏度, 室内零下三摄氏度.",
        "零下5度 | 零下五度",
        "现在18:30了 | 现在十八点三十分了",
        "14：05 | 十四点零五分",
        "2:00开会 | 两点开会",
        "下午3:15 | 下午三点十五分",
        "9:05 pm | 下午九点零五分",
        "12:00:08 | 十二点零分零八秒",
        "9:00-17:30 | 九点到十七点三十分",
        "亮度50% | 亮度百分之五十",
        "湿度40-60% | 湿度百分之四十到百分之六十",
        "2026年11月27日 | 二零二六年十一月二十七日",
        "2026-11-27 | 二零二六年十一月二十七日",
        "11月2号 | 十一月二号",
        "2个计时器，2分钟 | 两个计时器, 两分钟",
        "12个 | 十二个",
        "第2个 | 第二个",
        "2点 | 两点",
        "2度 | 两度",
        "2楼 | 两楼",
        "2千克 | 两千克",
        "20-25度 | 二十到二十五度",
        "功率1.2kW | 功率一点二千瓦",
        "60km/h | 六十公里每小时",
        "PM2.5是35μg/m³ | p m 二点五是三十五微克每立方米",
        "¥25.5 | 二十五点五元",
        "1/2 | 二分之一",
        "电话13812345678 | 电话幺三八幺二三四五六七八",
        "010-12345678 | 零幺零, 幺二三四五六七八",
        "版本1.2.3 | 版本一点二点三",
        "105 | 一百零五",
        "10086人 | 一万零八十六人",
        "20000 | 二万",
        "1,234,567 | 一百二十三万四千五百六十七",
        "100000000 | 幺零零零零零零零零",
        "007 | 零零七",
        "-5 | 负五",
        "3+5=8 | 三加五等于八",
        "打开WiFi和TV！ | 打开 wifi 和 t v.",
        "要打开哪盏灯？ | 要打开哪盏灯?",
        "灯：已关（客厅） | 灯, 已关, 客厅,",
        "看 https://example.org/x 吧 | 看链接, 吧",
        "<b>好</b>的 | 好的"})
    void shouldReadAsSpoken(String written, String spoken) {
        assertEquals(spoken, say(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "？！", "😀", "<speak></speak>", "\u0000", "\ud83d", "，，"})
    void shouldSayNothingWhereThereIsNothingToSay(String text) {
        assertEquals("", say(text));
    }

    @Test
    void shouldTakeLongRowsInLinearTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            say("1".repeat(20_000));
            say("2-".repeat(10_000));
            say("度".repeat(20_000));
            say("<".repeat(20_000));
        });
    }

    private String say(String text) {
        return normalizer.normalize(text).stream().map(word -> word.word() + switch (word.after()) {
            case NONE -> "";
            case SHORT -> ",";
            case STOP -> ".";
            case QUESTION -> "?";
        }).collect(Collectors.joining(" "));
    }
}
