package dev.hearken.speech.internal.wake;

import static dev.hearken.speech.internal.wake.PhraseSpotter.NEVER;

/**
 * Finds one phrase: follows the score of its pronunciations, takes a peak above the candidate threshold once it has passed and
 * decides on it. Counts fbank frames; the spotters count the acoustic model's. Allocates nothing a frame.
 */
final class PhraseListener implements AutoCloseable {

    /** A candidate is decided on when its score has not risen for this many fbank frames. */
    private static final int PEAK_WAIT = 8;

    private final WakePhrase phrase;
    private final PhraseSpotter[] spotters;
    private final int subsampling;
    private final int lookAhead;
    private final int wait;

    // valid since the last reset
    private long acousticFrames;
    private long quietUntil;

    // valid for one candidate
    private float peak;
    private long peakStart;
    private long peakEnd;
    /** Score of the candidate decided on last: the same sound is not looked at again while the score only falls. */
    private float decided;

    // valid for the newest detection
    private double score;
    private long start;
    private long end;

    PhraseListener(WakePhrase phrase, int subsampling, int lookAhead) {
        this.phrase = phrase;
        this.subsampling = subsampling;
        this.lookAhead = lookAhead;
        this.wait = Math.max(lookAhead + PEAK_WAIT, phrase.verifier() == null ? 0 : phrase.verifier().tailFrames());
        this.spotters = phrase.pronunciations().stream().map(PhraseSpotter::new).toArray(PhraseSpotter[]::new);
        reset();
    }

    WakePhrase phrase() {
        return phrase;
    }

    void reset() {
        acousticFrames = 0;
        quietUntil = 0;
        forget();
    }

    /** Forgets what was said before the given fbank frame; the acoustic model starts anew with it. */
    void skipTo(long fbankFrame) {
        acousticFrames = fbankFrame / subsampling;
        forget();
    }

    private void forget() {
        for (PhraseSpotter spotter : spotters) {
            spotter.reset(acousticFrames);
        }
        peak = NEVER;
        decided = NEVER;
    }

    /** Takes one frame of the acoustic model; {@code best} is the greatest of its values. */
    void accept(float[] logp, int offset, float best) {
        float newest = NEVER;
        long newestStart = 0;
        for (PhraseSpotter spotter : spotters) {
            spotter.accept(logp, offset, best);
            if (spotter.score() > newest) {
                newest = spotter.score();
                newestStart = spotter.start();
            }
        }
        acousticFrames++;
        if (newest < phrase.candidateThreshold()) {
            decided = NEVER;
        } else if (newest > peak && newest > decided && toFbank(newestStart) >= quietUntil) {
            peak = newest;
            peakStart = toFbank(newestStart);
            peakEnd = toFbank(acousticFrames);
        }
    }

    private long toFbank(long acousticFrame) {
        return Math.max(0, acousticFrame * subsampling - lookAhead);
    }

    /** Decides on a candidate whose peak has passed: true if it is a detection. Call once after each fbank frame. */
    boolean decide(FrameHistory history) {
        if (peak == NEVER || history.count() < peakEnd + wait) {
            return false;
        }
        Verifier verifier = phrase.verifier();
        score = verifier == null ? Math.min(1, Math.exp(peak)) : verifier.score(peak, history, peakEnd);
        start = peakStart;
        end = peakEnd;
        if (score < phrase.threshold()) {
            decided = peak;
            peak = NEVER;
            return false;
        }
        if (phrase.refractoryFrames() == 0) {
            // A sweep wants every candidate: a weak one must not cut off a better one that has already begun.
            decided = peak;
            peak = NEVER;
        } else {
            quietUntil = end + phrase.refractoryFrames();
            forget();
        }
        return true;
    }

    /** Of the newest detection, 0..1. */
    float score() {
        return (float) score;
    }

    /** Fbank frame in which the newest detection began. */
    long start() {
        return start;
    }

    /** One past the last fbank frame of the newest detection. */
    long end() {
        return end;
    }

    @Override
    public void close() {
        if (phrase.verifier() != null) {
            phrase.verifier().close();
        }
    }
}
