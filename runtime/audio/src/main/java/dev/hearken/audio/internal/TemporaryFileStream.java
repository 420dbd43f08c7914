package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream over a temporary file, which goes with it. */
record TemporaryFileStream(PcmStream stream, Path file) implements PcmStream {

    @Override
    public AudioFormat format() {
        return stream.format();
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) throws IOException {
        return stream.read(interleaved, offset, frames);
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
