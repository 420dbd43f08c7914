package dev.hearken.speech.internal.lexicon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HanziReadingsTest {

    @TempDir
    Path folder;

    private HanziReadings read(String... lines) throws IOException {
        return HanziReadings.read(Files.write(folder.resolve(HanziReadings.FILE), List.of(lines)));
    }

    private static String spoken(HanziReadings hanzi, int[] reading) {
        return Arrays.stream(reading).mapToObj(label -> hanzi.units().get(label - Arpabet.labels())).collect(Collectors.joining(" "));
    }

    @Test
    void shouldReadARowOfCharactersInAllUsualWays() throws IOException {
        HanziReadings hanzi = read("d t iao u", "调 d.iao4 t.iao2", "度 d.u4");
        assertEquals(List.of("d iao d u", "t iao d u"), hanzi.find("调度").stream().map(way -> spoken(hanzi, way)).toList());
        assertEquals(2, hanzi.size());
    }

    @Test
    void shouldLookAtAFewWaysOnlyOfALongName() throws IOException {
        HanziReadings hanzi = read("d t iao", "调 d.iao4 t.iao2");
        assertEquals(8, hanzi.find("调".repeat(40)).size());
    }

    @Test
    void shouldSayNothingOfWhatItDoesNotKnow() throws IOException {
        HanziReadings hanzi = read("d u", "度 d.u4");
        assertTrue(hanzi.find("度𠮷").isEmpty());
        assertTrue(HanziReadings.none().find("度").isEmpty());
    }

    @Test
    void shouldTellHanziFromLetters() {
        assertTrue(HanziReadings.has("A楼"));
        assertFalse(HanziReadings.has("loft"));
    }

    @Test
    void shouldNameTheLineOfADamagedFile() {
        assertTrue(assertThrows(ModelException.class, () -> read("d u", "度 d.u4", "度")).getMessage().contains(":3:"));
        assertTrue(assertThrows(ModelException.class, () -> read("d u", "度 d.o4")).getMessage().contains("\"o\""));
        assertTrue(assertThrows(ModelException.class, () -> read("d u", "度 d.u")).getMessage().contains("tone"));
        assertTrue(assertThrows(ModelException.class, () -> read("d u", "ab d.u4")).getMessage().contains(":2:"));
    }

    /** The table that ships: every character of everyday commands, and labels that follow the English phones. */
    @Test
    void shouldReadWhatShips() {
        HanziReadings hanzi = HanziReadings.read(Path.of(System.getProperty("hearken.root", "../.."), "models", "packs", "zh-small", HanziReadings.FILE));
        assertEquals("d a k ai k e t ing d e d eng", spoken(hanzi, hanzi.find("打开客厅的灯").get(0)));
        assertTrue(hanzi.find("空调").stream().anyMatch(way -> spoken(hanzi, way).equals("k ong t iao")));
        assertEquals(59, hanzi.units().size());
    }
}
