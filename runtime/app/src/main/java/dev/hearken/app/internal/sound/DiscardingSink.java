package dev.hearken.app.internal.sound;

import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;

/** Takes everything and plays nothing: for a speaker without a loudspeaker. */
public final class DiscardingSink implements AudioSink {

    private final AudioFormat format;

    public DiscardingSink(AudioFormat format) {
        this.format = format;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return format.sampleRate();
    }

    @Override
    public int write(short[] interleaved, int offset, int frames) {
        return frames;
    }

    @Override
    public long delayFrames() {
        return 0;
    }

    @Override
    public void drain() {
        // Nothing waits.
    }

    @Override
    public void stop() {
        // Nothing waits.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
