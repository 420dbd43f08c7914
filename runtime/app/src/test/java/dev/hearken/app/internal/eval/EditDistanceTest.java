package dev.hearken.app.internal.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EditDistanceTest {

    @Test
    void shouldCountInsertionsDeletionsAndSubstitutions() {
        List<String> reference = EditDistance.words("Turn on the kitchen light.");
        assertEquals(0, EditDistance.between(reference, EditDistance.words("turn ON the, kitchen light")));
        assertEquals(1, EditDistance.between(reference, EditDistance.words("turn on kitchen light")));
        assertEquals(2, EditDistance.between(reference, EditDistance.words("turn off the big kitchen light")));
        assertEquals(5, EditDistance.between(reference, List.of()));
        assertEquals(3, EditDistance.between(List.of(), List.of("a", "b", "c")));
    }

    @Test
    void shouldKeepApostrophesAndDropOtherPunctuation() {
        assertEquals(List.of("what's", "the", "date"), EditDistance.words(" What’s — the date?! "));
        assertEquals(List.of(), EditDistance.words("…"));
    }

    @Test
    void shouldCountChineseByCharacter() {
        assertEquals(1, EditDistance.between(EditDistance.characters("设定 三十度。"), EditDistance.characters("设定二十度")));
    }
}
