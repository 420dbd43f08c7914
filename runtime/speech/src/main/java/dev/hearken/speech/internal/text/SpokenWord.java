package dev.hearken.speech.internal.text;

/**
 * @param word  letters of the language in lower case, with apostrophes; never empty
 * @param after the pause that follows
 */
public record SpokenWord(String word, Pause after) {
}
