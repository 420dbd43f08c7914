package dev.hearken.audio.internal;

import dev.hearken.audio.AudioException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Opens files by what they are, not by their names.
 *
 * @param ffmpeg the program that decodes what Hearken cannot
 */
public record SoundOpener(String ffmpeg) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** @throws AudioException naming the file and the reason */
    public PcmStream open(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new AudioException("Cannot use " + name + " as sound: it is a folder.");
        }
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new AudioException("Cannot use " + name + " as sound: there is no such file.", e);
        } catch (IOException e) {
            throw new AudioException("Cannot read " + name + ": " + e.getMessage(), e);
        }
        return guarded(name, in, () -> decode(buffered(in), file));
    }

    /**
     * @param in   closed with the stream, or when this fails
     * @param name what messages call it
     * @throws AudioException naming the stream and the reason
     */
    public PcmStream open(InputStream in, String name) {
        return guarded(name, in, () -> decode(buffered(in), null));
    }

    private interface Opening {
        PcmStream open() throws IOException;
    }

    private static PcmStream guarded(String name, InputStream in, Opening opening) {
        try {
            return opening.open();
        } catch (BadSoundException | UnsupportedSoundException e) {
            closeQuietly(in);
            throw new AudioException("Cannot use " + name + " as sound: it " + e.getMessage() + ".", e);
        } catch (IOException e) {
            closeQuietly(in);
            throw new AudioException("Cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private PcmStream decode(InputStream in, @Nullable Path file) throws IOException {
        in.mark(Magic.BYTES);
        Magic magic = Magic.of(in.readNBytes(Magic.BYTES));
        in.reset();
        return switch (magic) {
            case EMPTY -> throw new BadSoundException("is empty (0 bytes)");
            case TEXT -> throw new BadSoundException("is text");
            case UNKNOWN -> throw new BadSoundException("is of no kind of sound known here (WAV and FLAC, others through ffmpeg)");
            case FLAC -> new FlacStream(in);
            case FOREIGN -> foreign(in, file, "is in a compressed format");
            case WAV -> wav(in, file);
        };
    }

    private PcmStream wav(InputStream in, @Nullable Path file) throws IOException {
        try {
            return new WavStream(in);
        } catch (UnsupportedSoundException e) {
            if (file == null) {
                throw new BadSoundException(e.getMessage() + ", which cannot be read from a pipe; save it to a file first");
            }
            return foreign(in, file, e.getMessage());
        }
    }

    private PcmStream foreign(InputStream in, @Nullable Path file, String what) throws IOException {
        if (!FfmpegStream.isInstalled(ffmpeg)) {
            throw new UnsupportedSoundException(what + ", which needs the program ffmpeg (Debian: apt install ffmpeg), or convert it to WAV or FLAC");
        }
        if (file != null) {
            in.close();
            return new FfmpegStream(ffmpeg, file);
        }
        Path copy = Files.createTempFile("hearken-sound", ".bin");
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            in.close();
            return new TemporaryFileStream(new FfmpegStream(ffmpeg, copy), copy);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER_BYTES);
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // The file was only read; the reason why it cannot be used is on its way already.
        }
    }
}
