package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import java.io.Closeable;
import java.io.IOException;

/** Decoded sound of one file, read once from start to end. Belongs to one thread. */
public interface PcmStream extends Closeable {

    /** Rate and channels of the file itself. */
    AudioFormat format();

    /**
     * Decodes the next frames.
     *
     * @param interleaved receives {@code frames * channels} samples
     * @param offset      index of the first sample written
     * @return frames decoded, at least 1 and at most {@code frames}, or -1 at the end (a file cut short simply ends early)
     */
    int read(short[] interleaved, int offset, int frames) throws IOException;
}
