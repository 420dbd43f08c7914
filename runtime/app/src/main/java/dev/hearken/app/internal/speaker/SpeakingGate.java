package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration.WhileSpeaking;
import java.util.Locale;

/**
 * Keeps the speaker's own voice from waking it: while it speaks a phrase needs a higher score, and a phrase that is part of what
 * is being said does not count at all, whatever is left of it after the echo canceller, nor does one that is almost all echo. What the other end of a call says is
 * not known: without an echo canceller no phrase counts while somebody talks there. The playback agent states when the speaker speaks, the event loop what, the
 * front end asks; no lock.
 */
public final class SpeakingGate {

    /** The room goes on sounding after the last sample, and the sound card holds some more. */
    static final long TAIL_NANOS = 300_000_000L;

    /** A talker 10 dB below the speaker's voice leaves more; what an echo canceller leaves of that voice alone is less. */
    static final double LEAST_LEFT_DB = -15;

    /** The longest wake word and the way of a sound through card and room. */
    private static final long PHRASE_NANOS = 1_500_000_000L;

    private final WhileSpeaking policy;
    private final double raisedScore;
    private final String stopWord;
    private final boolean cancelsEcho;
    private volatile String saying = "";
    private volatile boolean speaking;
    private volatile long quietSinceNanos = Long.MIN_VALUE / 2;
    private volatile long otherSinceNanos = Long.MIN_VALUE / 2;

    /** @param stopWord counts only while the speaker speaks; empty: there is none */
    public SpeakingGate(WhileSpeaking policy, double raisedScore, String stopWord) {
        this(policy, raisedScore, stopWord, !stopWord.isEmpty());
    }

    /** @param cancelsEcho whether it is known how much of a sound is the speaker's own */
    public SpeakingGate(WhileSpeaking policy, double raisedScore, String stopWord, boolean cancelsEcho) {
        this.policy = policy;
        this.raisedScore = raisedScore;
        this.stopWord = stopWord;
        this.cancelsEcho = cancelsEcho;
    }

    /** What will be spoken next. */
    public void saying(String text) {
        saying = words(text);
    }

    /** From now on it is heard. */
    public void began() {
        speaking = true;
    }

    /** Somebody talks out of the loudspeaker, at the other end of a call: what is said there is not known here. */
    public void otherTalks(long nanos) {
        otherSinceNanos = nanos;
    }

    /** The last sample was played. */
    public void ended(long nanos) {
        quietSinceNanos = nanos;
        speaking = false;
    }

    boolean speaking() {
        return speaking;
    }

    /**
     * Whether a phrase may wake the speaker.
     *
     * @param nanos  when its end was captured
     * @param leftDb power of its sound without echo against that with echo, in dB
     */
    public boolean lets(String phrase, double score, long nanos, double leftDb) {
        boolean stop = !stopWord.isEmpty() && phrase.equals(stopWord);
        if (!speaking && nanos - quietSinceNanos >= TAIL_NANOS) {
            return !stop;
        }
        if (!cancelsEcho && nanos - otherSinceNanos < PHRASE_NANOS) {
            return false;
        }
        if (leftDb < LEAST_LEFT_DB || saying.contains(words(phrase))) {
            return false;
        }
        return switch (policy) {
            case OFF -> false;
            case RAISED -> score >= raisedScore;
            case SAME -> true;
        };
    }

    /** Lower case, words between single spaces, with one at each end: so that whole words are found. */
    private static String words(String text) {
        return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " ";
    }
}
