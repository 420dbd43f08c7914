package dev.hearken.speech.internal.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.Lexicon;
import dev.hearken.speech.internal.lexicon.MandarinWords;
import dev.hearken.speech.internal.text.Pause;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the tables that ship. */
class MandarinSoundsTest {

    private static final Path PACK = Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/zh-small");

    private static MandarinSounds sounds;

    @BeforeAll
    static void open() {
        sounds = new MandarinSounds(MandarinWords.open(PACK), Lexicon.open(PACK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "银行 | in2 h ang2",
        "行李 | x ing2 l i3",
        "空调调到25度 | k ong1 t iao2 t iao2 d ao4 er4 sh ir2 u3 d u4",
        "音乐 | in1 ve4",
        "觉得 | j ve2 d e5",
        "睡觉 | sh ui4 j iao4",
        "很长时间 | h en3 ch ang2 sh ir2 j ian1",
        "一个 | i2 g e4",
        "一点 | i4 d ian3",
        "第一 | d i4 i1",
        "周一下雨 | zh ou1 i1 x ia4 v3",
        "21度 | er4 sh ir2 i1 d u4",
        "一百 | i4 b ai3",
        "11点 | sh ir2 i1 d ian3",
        "一月 | i1 ve4",
        "不是 | b u2 sh ir4",
        "不好 | b u4 h ao3",
        "你好 | n i2 h ao3",
        "展览馆 | zh an2 l an2 g uan3",
        "小老虎 | x iao3 l ao2 h u3",
        "我很好 | uo2 h en2 h ao3",
        "谁 | sh ei2",
        "打开TV | d a3 k ai1 t i4 ui1"})
    void shouldSoundAsSpoken(String text, String symbols) {
        assertEquals(symbols, symbols(text));
    }

    @Test
    void shouldNotLetAPauseCarrySandhi() {
        assertEquals("n i3 h ao3", symbols("你，好"));
    }

    @Test
    void shouldKeepPausesAfterWordsWithoutSound() {
        assertEquals(Pause.QUESTION, last("好龘？"));
        assertEquals(Pause.STOP, last("好。"));
    }

    @Test
    void shouldSpeakEnglishWordsInSoundsOfTheVoice() {
        List<String> known = known();
        for (String word : List.of("wifi", "computer", "hearken", "living", "zigbee", "squeeze", "strength", "judge", "yes", "treasure", "bluetooth")) {
            for (SoundedWord spoken : sounds.read("打开" + word)) {
                spoken.symbols().forEach(s -> assertTrue(known.contains(s), word + " has " + s));
            }
        }
        assertEquals("uai1 f ai1", symbols("wifi"));
    }

    private static List<String> known() {
        List<String> units = List.of(("b p m f d t n l g k h j q x zh ch sh r z c s a o e ai ei ao ou an en ang eng er i ir iz ia ie iao iu ian in iang ing"
            + " iong u ua uo uai ui uan un uang ong ueng v ve van vn").split(" "));
        return units.stream().flatMap(u -> units.indexOf(u) < 21 ? java.util.stream.Stream.of(u)
            : java.util.stream.IntStream.rangeClosed(1, 5).mapToObj(t -> u + t)).toList();
    }

    private static Pause last(String text) {
        List<SoundedWord> words = sounds.read(text);
        return words.get(words.size() - 1).after();
    }

    private static String symbols(String text) {
        return sounds.read(text).stream().flatMap(w -> w.symbols().stream()).collect(Collectors.joining(" "));
    }
}
