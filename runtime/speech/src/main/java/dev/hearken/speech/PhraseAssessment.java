package dev.hearken.speech;

import java.util.List;

/**
 * How well a typed phrase serves as a wake phrase.
 *
 * @param phrase          as typed
 * @param pronunciations  phones of each way to say it, most likely first
 * @param trainedVerifier whether a pack ships a verifier for exactly this phrase
 * @param soundAlike      everyday words that sound like it, nearest first; a few at the most
 * @param warnings        what a user should know, such as "too short: …"; empty if nothing
 */
public record PhraseAssessment(String phrase, List<List<String>> pronunciations, boolean trainedVerifier, List<String> soundAlike,
                               List<String> warnings) {

    public PhraseAssessment {
        pronunciations = pronunciations.stream().map(List::copyOf).toList();
        soundAlike = List.copyOf(soundAlike);
        warnings = List.copyOf(warnings);
    }

    /** Phones of the shortest pronunciation. */
    public int phones() {
        return pronunciations.stream().mapToInt(List::size).min().orElse(0);
    }
}
