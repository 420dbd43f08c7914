package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.PcmRing;
import dev.hearken.speech.SpeechSynthesizer.Settings;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said: texts and sounds on their way from the event loop to the synthesiser, samples and the borders between texts on
 * their way from there to playback. Speeches are numbered upwards, so that stopping is one number.
 */
final class SpeechQueue {

    /** Something to be made audible. */
    sealed interface Request {

        long speech();
    }

    /**
     * A text to be spoken.
     *
     * @param before a sound that goes before it
     * @param after  a sound behind it
     */
    record Text(long speech, Clip before, String text, Settings settings, Clip after) implements Request {
        Text(long speech, String text, Settings settings) {
            this(speech, Clip.SILENCE, text, settings, Clip.SILENCE);
        }
    }

    /**
     * A sound to be played.
     *
     * @param before a sound that goes before it
     */
    record Sound(long speech, Clip before, Clip clip) implements Request {
    }

    /**
     * A border in the stream of samples.
     *
     * @param position sample before which it lies
     * @param last     false where the speech begins, true where it ends
     * @param complete whether all of it was spoken (of an end)
     */
    record Border(long speech, long position, boolean last, boolean complete) {
    }

    private final PcmRing samples;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Border> borders = new ConcurrentLinkedQueue<>();
    private volatile long stoppedThrough;

    /** @param capacity samples between synthesiser and playback: how far the voice may run ahead */
    SpeechQueue(int sampleRate, int capacity) {
        samples = new PcmRing(new AudioFormat(sampleRate, 1), capacity);
    }

    void request(Request request) {
        requests.add(request);
    }

    @Nullable Request nextRequest() {
        return requests.poll();
    }

    PcmRing samples() {
        return samples;
    }

    void border(Border border) {
        borders.add(border);
    }

    @Nullable Border nextBorder() {
        return borders.peek();
    }

    void passBorder() {
        borders.poll();
    }

    /** Drops all speeches up to this number, spoken or not. */
    void stop(long throughSpeech) {
        stoppedThrough = Math.max(stoppedThrough, throughSpeech);
    }

    boolean stopped(long speech) {
        return speech <= stoppedThrough;
    }
}
