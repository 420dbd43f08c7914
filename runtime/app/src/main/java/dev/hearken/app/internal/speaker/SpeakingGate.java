package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration.WhileSpeaking;

/**
 * Keeps the speaker's own voice from waking it while there is no echo canceller. The playback agent states when the speaker
 * speaks, the front end asks; no lock.
 */
final class SpeakingGate {

    /** The room goes on sounding after the last sample, and the sound card holds some more. */
    static final long TAIL_NANOS = 300_000_000L;

    private final WhileSpeaking policy;
    private final double raisedScore;
    private volatile boolean speaking;
    private volatile long quietSinceNanos = Long.MIN_VALUE / 2;

    SpeakingGate(WhileSpeaking policy, double raisedScore) {
        this.policy = policy;
        this.raisedScore = raisedScore;
    }

    void began() {
        speaking = true;
    }

    void ended(long nanos) {
        quietSinceNanos = nanos;
        speaking = false;
    }

    boolean speaking() {
        return speaking;
    }

    /** Whether a phrase with this score, whose end was captured at {@code nanos}, may wake the speaker. */
    boolean lets(double score, long nanos) {
        if (!speaking && nanos - quietSinceNanos >= TAIL_NANOS) {
            return true;
        }
        return switch (policy) {
            case OFF -> false;
            case RAISED -> score >= raisedScore;
            case SAME -> true;
        };
    }
}
