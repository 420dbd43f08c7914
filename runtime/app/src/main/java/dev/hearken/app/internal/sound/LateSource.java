package dev.hearken.app.internal.sound;

import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source that is opened by its first read: a recording must not run on while the models are still being loaded. */
public final class LateSource implements AudioSource {

    private final AudioFormat format;
    private final int periodFrames;
    private final Supplier<AudioSource> opener;
    private volatile @Nullable AudioSource opened;
    private volatile boolean closed;

    /** @param format what the source will have once it is open */
    public LateSource(AudioFormat format, int periodFrames, Supplier<AudioSource> opener) {
        this.format = format;
        this.periodFrames = periodFrames;
        this.opener = opener;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return periodFrames;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) {
        if (closed) {
            return END;
        }
        AudioSource source = opened;
        if (source == null) {
            source = opener.get();
            opened = source;
        }
        return source.read(interleaved, offset, frames);
    }

    @Override
    public long captureNanos() {
        AudioSource source = opened;
        return source == null ? 0 : source.captureNanos();
    }

    @Override
    public long framesLost() {
        AudioSource source = opened;
        return source == null ? 0 : source.framesLost();
    }

    @Override
    public void close() {
        closed = true;
        AudioSource source = opened;
        if (source != null) {
            source.close();
        }
    }
}
