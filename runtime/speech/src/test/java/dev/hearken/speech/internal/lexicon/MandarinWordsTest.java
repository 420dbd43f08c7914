package dev.hearken.speech.internal.lexicon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MandarinWordsTest {

    private static final String CHARACTERS = "d t iao h ang x ing\n银 in2\n行 x.ing2 h.ang2\n调 d.iao4\n零 l.ing2\n";

    @TempDir
    Path folder;

    private MandarinWords words(String list) throws IOException {
        Files.writeString(folder.resolve(HanziReadings.FILE), CHARACTERS);
        Files.writeString(folder.resolve(MandarinWords.FILE), list);
        return MandarinWords.open(folder);
    }

    private static String read(MandarinWords words, String hanzi) {
        return words.read(hanzi).stream().map(word -> word.stream().map(s -> s.sounds() + s.tone()).collect(Collectors.joining("-")))
            .collect(Collectors.joining(" "));
    }

    @Test
    void shouldTakeTheLongestWordAndItsReadings() throws IOException {
        assertEquals("in2-h.ang2 x.ing2", read(words("银行 - h.ang2\n"), "银行行"));
    }

    @Test
    void shouldReadACharacterThatIsNoWordInItsUsualWay() throws IOException {
        assertEquals("d.iao4 x.ing2", read(words(""), "调行"));
    }

    @Test
    void shouldTakeAReadingOfASingleCharacterFromTheList() throws IOException {
        assertEquals("t.iao2", read(words("调 t.iao2\n"), "调"));
    }

    @Test
    void shouldLeaveOutWhatHasNoReading() throws IOException {
        assertEquals("in2", read(words(""), "𠮷银龘"));
        assertTrue(words("").read("龘").isEmpty());
    }

    @Test
    void shouldReadTheRoundZero() throws IOException {
        assertEquals("l.ing2", read(words(""), "〇"));
    }

    @Test
    void shouldNameTheLineOfADamagedFile() {
        assertTrue(assertThrows(ModelException.class, () -> words("银行 -\n")).getMessage().contains(":1:"));
        assertTrue(assertThrows(ModelException.class, () -> words("\n银行 - hang\n")).getMessage().contains("hang"));
        assertThrows(ModelException.class, () -> MandarinWords.open(folder.resolve("none")));
    }
}
