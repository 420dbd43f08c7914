package dev.hearken.speech.internal.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhraseNeighboursTest {

    private static final Map<String, int[]> SOUNDS = Map.of("kitten", new int[] {1, 2, 3, 4}, "kitchen", new int[] {1, 2, 5, 3, 4}, "sit", new int[] {6, 2, 3},
        "kitchens", new int[] {1, 2, 5, 3, 4, 7});

    private static List<String> near(String phrase) {
        return PhraseNeighbours.of(List.of(SOUNDS.get(phrase)), List.of("sit", "kitchens", "kitten", "kitchen"), word -> List.of(SOUNDS.get(word)));
    }

    @Test
    void shouldNameTheNearestWordsFirst() {
        assertEquals(List.of("kitchens", "kitten"), near("kitchen"));
    }

    @Test
    void shouldNotNameThePhraseItselfNorWhatIsFar() {
        assertEquals(List.of(), near("sit"));
    }

    @Test
    void shouldCountChangesInsertionsAndDeletions() {
        assertEquals(3, PhraseNeighbours.distance(new int[] {1, 2, 3, 4}, new int[] {1, 5, 3, 4, 6, 7}));
        assertEquals(2, PhraseNeighbours.distance(new int[] {}, new int[] {1, 2}));
    }
}
