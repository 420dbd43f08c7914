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
 */
public record Transcript(List<Hypothesis> nBest, boolean rejected, double seconds, EndReason endReason) {

    public Transcript {
        nBest = List.copyOf(nBest);
    }

    public enum EndReason { SILENCE, GRAMMAR_COMPLETE, NO_SPEECH, TOO_LONG, END_OF_INPUT, CANCELLED }

    /**
     * @param intent     intent of the sentence
     * @param text       the words, separated by single spaces
     * @param slots      by name, in the order in which they were said; fixed slots last
     * @param confidence 0..1, calibrated by the pack
     * @param logScore   natural log, per 40 ms frame, against the best free phone path
     */
    public record Hypothesis(String intent, String text, Map<String, SlotValue> slots, double confidence, double logScore) {
    }

    /**
     * @param value what it means
     * @param spoken the words that were said for it; empty for slots fixed by the wording
     */
    public record SlotValue(String value, String spoken) {
    }
}
