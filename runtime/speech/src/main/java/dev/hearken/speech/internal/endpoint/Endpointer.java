package dev.hearken.speech.internal.endpoint;

import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.Transcript.EndReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an utterance is over, frame by frame. How long a pause may last depends on what has been said: short where the
 * words complete a sentence and nothing longer can follow, long where they do not complete one.
 *
 * <pre>
 * state     event                                              next
 * WAITING   speech for 3 frames, or a complete sentence        SPEAKING
 * WAITING   noSpeechAfter has passed                           ENDED (NO_SPEECH)
 * SPEAKING  a frame without speech                             PAUSING
 * PAUSING   speech for 2 frames                                SPEAKING
 * PAUSING   pause as long as allowed, sentence complete        ENDED (GRAMMAR_COMPLETE)
 * PAUSING   pause as long as allowed, sentence not complete    ENDED (SILENCE)
 * any       longest has passed                                 ENDED (TOO_LONG)
 * </pre>
 *
 * One thread; allocates nothing a frame.
 */
public final class Endpointer {

    /** What the decoder says of the words so far. */
    public enum Progress {
        /** The best reading stops in the middle of a sentence, or there is none. */
        INCOMPLETE,
        /** The best reading is a whole sentence, but a longer one begins with the same words, or its last phone was not heard. */
        EXTENSIBLE,
        /** The best reading is a whole sentence and no sentence is longer. */
        COMPLETE
    }

    enum State { WAITING, SPEAKING, PAUSING, ENDED }

    /** Clicks are shorter than this many frames of 40 ms, words are not. */
    private static final int FRAMES_TO_BEGIN = 3;
    private static final int FRAMES_TO_RESUME = 2;

    /** Below the threshold by this much, so that a probability that hovers does not toggle. */
    private static final float HYSTERESIS = 0.15f;

    private final RecognizerSettings settings;
    private final float threshold;
    private final double frameMillis;

    // valid for one utterance
    private State state = State.ENDED;
    private long frames;
    private int pause;
    private int speech;
    private boolean speaking;
    private @Nullable EndReason reason;

    /**
     * @param threshold probability from which a frame is speech
     * @param frame     length of a frame
     */
    public Endpointer(RecognizerSettings settings, float threshold, Duration frame) {
        this.settings = settings;
        this.threshold = threshold;
        this.frameMillis = frame.toNanos() / 1e6;
    }

    /** Starts an utterance. */
    public void begin() {
        state = State.WAITING;
        frames = 0;
        pause = 0;
        speech = 0;
        speaking = false;
        reason = null;
    }

    /**
     * Takes one frame.
     *
     * @param probability of speech in it
     * @param progress    of the decoder with it
     * @return why the utterance is over, or null while it goes on
     */
    public @Nullable EndReason accept(float probability, Progress progress) {
        if (state == State.ENDED) {
            return reason;
        }
        frames++;
        speaking = probability >= (speaking ? threshold - HYSTERESIS : threshold);
        speech = speaking ? speech + 1 : 0;
        switch (state) {
            case WAITING -> {
                if (speech >= FRAMES_TO_BEGIN || progress != Progress.INCOMPLETE) {
                    state = State.SPEAKING;
                } else if (settings.stopAtPause() && lasts(frames, settings.noSpeechAfter())) {
                    end(EndReason.NO_SPEECH);
                }
            }
            case SPEAKING -> {
                if (!speaking) {
                    state = State.PAUSING;
                    pause = 1;
                }
            }
            case PAUSING -> pausing(progress);
            default -> throw new IllegalStateException("no frame belongs to state " + state);
        }
        if (state != State.ENDED && lasts(frames, settings.longest())) {
            end(EndReason.TOO_LONG);
        }
        return reason;
    }

    private void pausing(Progress progress) {
        pause++;
        if (speech >= FRAMES_TO_RESUME) {
            state = State.SPEAKING;
        } else if (settings.stopAtPause() && pause * frameMillis >= allowedPause(progress)) {
            end(progress == Progress.INCOMPLETE ? EndReason.SILENCE : EndReason.GRAMMAR_COMPLETE);
        }
    }

    private double allowedPause(Progress progress) {
        double shortest = settings.shortestPause().toMillis();
        double longest = settings.longestPause().toMillis();
        return switch (progress) {
            case COMPLETE -> shortest;
            case EXTENSIBLE -> shortest + (longest - shortest) / 3;
            case INCOMPLETE -> longest;
        };
    }

    private boolean lasts(long count, Duration duration) {
        return count * frameMillis >= duration.toMillis();
    }

    private void end(EndReason why) {
        state = State.ENDED;
        reason = why;
    }

    /** Frames since the last speech of an utterance that has begun; 0 outside a pause. */
    public int pauseSteps() {
        return state == State.PAUSING ? pause : 0;
    }

    /** True until speech has begun. */
    public boolean waiting() {
        return state == State.WAITING;
    }

    State state() {
        return state;
    }

    /** Why the utterance is over, or null while it goes on. */
    public @Nullable EndReason reason() {
        return reason;
    }
}
