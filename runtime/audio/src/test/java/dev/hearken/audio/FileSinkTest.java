package dev.hearken.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest extends AudioSinkContract {

    @TempDir
    Path folder;

    @Override
    protected AudioSink open(AudioFormat format) {
        return FileSink.create(folder.resolve("sink.wav"), format);
    }

    @Override
    protected AudioFormat format() {
        return new AudioFormat(22_050, 2);
    }

    @Override
    protected short[] played() {
        return AudioFiles.read(folder.resolve("sink.wav"), format());
    }

    @Test
    void shouldWriteATrueHeader() throws IOException {
        Path file = folder.resolve("three.wav");
        AudioFiles.write(file, new short[] {1, 2, 3}, AudioFormat.SPEECH);
        assertArrayEquals(WavBytes.pcm16(16_000, 1, (short) 1, (short) 2, (short) 3), Files.readAllBytes(file));
    }

    @Test
    void shouldWriteAStreamOfUnknownLength() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileSink sink = FileSink.to(out, "pipe", AudioFormat.SPEECH)) {
            sink.writeAll(new short[] {1, 2, 3});
        }
        assertArrayEquals(new short[] {1, 2, 3}, AudioFiles.read(new ByteArrayInputStream(out.toByteArray()), "pipe", AudioFormat.SPEECH));
    }

    @Test
    void shouldNameTheFolderThatIsMissing() {
        Path file = folder.resolve("no").resolve("such.wav");
        AudioException e = assertThrows(AudioException.class, () -> FileSink.create(file, AudioFormat.SPEECH));
        assertEquals("Cannot write " + file + ": its folder does not exist.", e.getMessage());
        assertTrue(Files.notExists(file));
    }
}
