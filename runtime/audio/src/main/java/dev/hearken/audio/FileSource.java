package dev.hearken.audio;

import dev.hearken.audio.internal.PcmStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a source: as fast as it is read, or paced by a clock as a microphone would be.
 *
 * <p>Reads of a WAV file allocate nothing; FLAC allocates inside its decoder. An empty recording ends at once.
 */
public final class FileSource implements AudioSource {

    private static final long NANOS = 1_000_000_000L;

    private final PcmStream stream;
    private final String name;
    private final int periodFrames;
    private final @Nullable FrameClock clock;
    private final long startNanos;
    private long framesRead;
    private long captureNanos;
    private boolean ended;
    private volatile boolean closed;

    private FileSource(PcmStream stream, String name, int periodFrames, @Nullable FrameClock clock) {
        if (periodFrames <= 0) {
            throw new IllegalArgumentException("a period has at least one frame, not " + periodFrames);
        }
        this.stream = stream;
        this.name = name;
        this.periodFrames = periodFrames;
        this.clock = clock;
        startNanos = clock == null ? System.nanoTime() : clock.nanoTime();
        captureNanos = startNanos;
    }

    /**
     * Opens a file to be read as fast as possible.
     *
     * @param format rate and channels to convert it to
     * @throws AudioException naming the file and the reason
     */
    public static FileSource open(Path file, AudioFormat format, int periodFrames) {
        return new FileSource(AudioFiles.open(file, format), file.toString(), periodFrames, null);
    }

    /** Opens a file that gives a period only when the clock says that its last frame has been heard. */
    public static FileSource paced(Path file, AudioFormat format, int periodFrames, FrameClock clock) {
        return new FileSource(AudioFiles.open(file, format), file.toString(), periodFrames, clock);
    }

    /** Reads a stream as fast as possible; does not close it. */
    public static FileSource open(InputStream in, String name, AudioFormat format, int periodFrames) {
        return new FileSource(AudioFiles.open(in, name, format), name, periodFrames, null);
    }

    @Override
    public AudioFormat format() {
        return stream.format();
    }

    @Override
    public int periodFrames() {
        return periodFrames;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) {
        int wanted = Math.min(frames, periodFrames);
        if (closed || ended) {
            return END;
        }
        if (clock != null && !heard(clock, framesRead + wanted)) {
            return closed ? END : 0;
        }
        int channels = stream.format().channels();
        int read = 0;
        try {
            while (read < wanted && !ended) {
                int now = stream.read(interleaved, offset + read * channels, wanted - read);
                ended = now < 0;
                read += Math.max(0, now);
            }
        } catch (IOException e) {
            if (closed) {
                return END;
            }
            throw new AudioException("Cannot read on in " + name + ": " + e.getMessage(), e);
        }
        captureNanos = momentOf(framesRead);
        framesRead += read;
        return read == 0 && wanted > 0 ? END : read;
    }

    @Override
    public long captureNanos() {
        return captureNanos;
    }

    @Override
    public long framesLost() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            throw new AudioException("Cannot close " + name + ": " + e.getMessage(), e);
        }
    }

    private boolean heard(FrameClock clock, long frame) {
        long due = momentOf(frame);
        if (clock.nanoTime() < due) {
            clock.awaitNanos(due);
        }
        return clock.nanoTime() >= due;
    }

    private long momentOf(long frame) {
        int rate = stream.format().sampleRate();
        return startNanos + frame / rate * NANOS + frame % rate * NANOS / rate;
    }
}
