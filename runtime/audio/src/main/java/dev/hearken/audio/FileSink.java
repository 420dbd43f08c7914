package dev.hearken.audio;

import dev.hearken.audio.internal.WavHeader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A WAV file, or a stream of WAV, as a sink; it never waits, and what is written counts as played. The header of a file
 * is made true by {@link #close}; that of a stream says "length unknown". Writes allocate nothing.
 */
public final class FileSink implements AudioSink {

    private static final int BUFFER_BYTES = 1 << 15;

    private final OutputStream out;
    /** For the header, at the end; a stream has none. */
    private final @Nullable RandomAccessFile file;
    private final String name;
    private final AudioFormat format;
    /** On the heap: FileOutputStream writes an array without allocating, a FileChannel allocates with every write. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long dataBytes;
    private boolean closed;

    private FileSink(OutputStream out, @Nullable RandomAccessFile file, String name, AudioFormat format) {
        this.out = out;
        this.file = file;
        this.name = name;
        this.format = format;
        WavHeader.put(buffer, format, WavHeader.UNKNOWN_LENGTH);
    }

    /** Creates a file, or replaces it. */
    public static FileSink create(Path file, AudioFormat format) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new AudioException("Cannot write " + file + ": its folder does not exist.");
        }
        try {
            RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
            opened.setLength(0);
            return new FileSink(new FileOutputStream(opened.getFD()), opened, file.toString(), format);
        } catch (IOException e) {
            throw new AudioException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes WAV into a stream, which {@link #close} closes. */
    public static FileSink to(OutputStream out, String name, AudioFormat format) {
        return new FileSink(out, null, name, format);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return BUFFER_BYTES / 2 / format.channels();
    }

    @Override
    public synchronized int write(short[] interleaved, int offset, int frames) {
        if (closed) {
            throw new AudioException("Cannot write " + name + ": it is closed.");
        }
        int taken = Math.min(frames, periodFrames());
        int samples = taken * format.channels();
        if (dataBytes + 2L * samples > WavHeader.MAX_DATA_BYTES) {
            throw new AudioException("Cannot write on in " + name + ": a WAV file ends at 4 GiB.");
        }
        if (buffer.remaining() < 2 * samples) {
            flush();
        }
        for (int i = 0; i < samples; i++) {
            buffer.putShort(interleaved[offset + i]);
        }
        dataBytes += 2L * samples;
        return taken;
    }

    /** Writes all samples of an array. */
    public void writeAll(short[] interleaved) {
        int frames = interleaved.length / format.channels();
        for (int done = 0; done < frames;) {
            done += write(interleaved, done * format.channels(), frames - done);
        }
    }

    @Override
    public long delayFrames() {
        return 0;
    }

    @Override
    public synchronized void drain() {
        if (!closed) {
            flush();
        }
    }

    /** Does nothing: what is written is played. */
    @Override
    public void stop() {
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            flush();
            if (file != null) {
                WavHeader.put(buffer, format, dataBytes);
                file.seek(0);
                file.write(buffer.array(), 0, buffer.position());
                file.close();
            }
        } catch (IOException e) {
            throw new AudioException("Cannot finish " + name + ": " + e.getMessage(), e);
        }
    }

    private void flush() {
        try {
            out.write(buffer.array(), 0, buffer.position());
            out.flush();
        } catch (IOException e) {
            throw new AudioException("Cannot write " + name + ": " + e.getMessage(), e);
        } finally {
            buffer.clear();
        }
    }
}
