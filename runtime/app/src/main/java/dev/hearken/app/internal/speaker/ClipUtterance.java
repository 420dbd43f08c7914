package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.speech.SpeechSynthesizer;

/** A ready-made sound where the voice's is expected. */
final class ClipUtterance implements SpeechSynthesizer.Utterance {

    private final short[] samples;
    private int at;

    ClipUtterance(Clip clip) {
        samples = clip.samples();
    }

    @Override
    public int read(short[] pcm, int offset, int length) {
        int count = Math.min(length, samples.length - at);
        if (count == 0) {
            return END;
        }
        System.arraycopy(samples, at, pcm, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
