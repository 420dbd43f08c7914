package dev.hearken.speech.internal.text;

import java.util.List;

/** Turns one written sentence into words as they are spoken, for one language. Thread-safe, without state. */
@FunctionalInterface
public interface TextNormalizer {

    /**
     * @param sentence any text; what has no spoken form is left out
     * @return words in order, empty if there are none
     */
    List<SpokenWord> normalize(String sentence);
}
