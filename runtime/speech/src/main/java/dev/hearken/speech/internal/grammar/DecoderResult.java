package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Transcript.Hypothesis;
import java.util.List;

/**
 * What the search found in one utterance.
 *
 * @param nBest    readings with different meanings, best first; empty if no sentence fits
 * @param rejected true if there is no reading or the best is not trusted
 * @param scores   totals
 */
public record DecoderResult(List<Hypothesis> nBest, boolean rejected, DecoderScores scores) {

    public DecoderResult {
        nBest = List.copyOf(nBest);
    }
}
