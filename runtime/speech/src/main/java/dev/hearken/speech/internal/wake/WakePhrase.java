package dev.hearken.speech.internal.wake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phrase to listen for, ready for use.
 *
 * @param text               as configured
 * @param pronunciations     labels of each way to say it
 * @param verifier           trained for this phrase, or null
 * @param candidateThreshold phone score from which a candidate is looked at
 * @param threshold          score to fire at, 0..1
 * @param refractoryFrames   fbank frames after a detection in which no other one begins
 */
record WakePhrase(String text, List<int[]> pronunciations, @Nullable Verifier verifier, float candidateThreshold,
                  float threshold, long refractoryFrames) {

    WakePhrase {
        pronunciations = List.copyOf(pronunciations);
    }
}
