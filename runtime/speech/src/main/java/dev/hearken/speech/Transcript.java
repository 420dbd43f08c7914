package dev.hearken.speech;

import java.util.List;
import java.util.Map;

/**
 * What was heard in one utterance.
 *
 * @param nBest        readings, best first; empty if nothing of the grammar fits
 * @param rejected     true if the best reading must not be acted upon: outside the grammar, or too unsure
 * @param seconds      length of the utterance
 * @param endReason    why listening ended
 * @param language     two-letter code of the language it was heard in, where several are listened for; else empty
 */
public record Transcript(List<Hypothesis> nBest, boolean rejected, double seconds, EndReason endReason, String language) {

    public Transcript {
        nBest = List.copyOf(nBest);
    }

    /** Of the only language that is listened for. */
    public Transcript(List<Hypothesis> nBest, boolean rejected, double seconds, EndReason endReason) {
        this(nBest, rejected, seconds, endReason, "");
    }

    /** The same, heard in this language. */
    public Transcript in(String heardLanguage) {
        return new Transcript(nBest, rejected, seconds, endReason, heardLanguage);
    }

    /** {@code NO_SPEECH}: nobody spoke for as long as is waited, or before the input ended; {@code END_OF_INPUT}: it ended in the middle or after speech. */
    public enum EndReason { SILENCE, GRAMMAR_COMPLETE, NO_SPEECH, TOO_LONG, END_OF_INPUT, CANCELLED }

    /**
     * @param intent     intent of the sentence
     * @param text       the words, separated by single spaces
     * @param slots      by name, in the order in which they were said; fixed slots last
     * @param confidence 0..1, calibrated by the pack
     * @param evidence   what the confidence was made of
     */
    public record Hypothesis(String intent, String text, Map<String, SlotValue> slots, double confidence, Evidence evidence) {
    }

    /**
     * How well a reading fits the sound. Scores are natural logarithms against the best free path of phones, 0 at best.
     *
     * @param overall     a 40 ms frame with sound, the whole utterance
     * @param inside      the same, from the sentence's first frame to its last only
     * @param fillerShare share of the frames with sound that lie before and after the sentence, 0..1
     * @param worstWord   a phone of the word that fits worst
     * @param phones      phones of the sentence, by the shortest pronunciations
     */
    public record Evidence(double overall, double inside, double fillerShare, double worstWord, int phones) {
    }

    /**
     * @param value what it means
     * @param spoken the words that were said for it; empty for slots fixed by the wording
     */
    public record SlotValue(String value, String spoken) {
    }
}
