package dev.hearken.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest extends AudioSourceContract {

    private static final int PERIOD = 256;

    @TempDir
    Path folder;

    @Override
    protected AudioSource open(short[] interleaved, AudioFormat format) {
        Path file = folder.resolve("source.wav");
        AudioFiles.write(file, interleaved, format);
        return FileSource.open(file, format, PERIOD);
    }

    @Override
    protected AudioFormat format() {
        return new AudioFormat(16_000, 2);
    }

    @Test
    void shouldGiveAPeriodOnlyWhenItHasBeenHeard() {
        Path file = folder.resolve("paced.wav");
        AudioFiles.write(file, new short[1_000], AudioFormat.SPEECH);
        HandSetClock clock = new HandSetClock();
        clock.nanos = 5_000;
        short[] block = new short[PERIOD];
        try (FileSource source = FileSource.paced(file, AudioFormat.SPEECH, PERIOD, clock)) {
            assertEquals(0, source.read(block, 0, PERIOD));
            clock.nanos += 15_999_999;
            assertEquals(0, source.read(block, 0, PERIOD));
            clock.nanos += 1;
            assertEquals(PERIOD, source.read(block, 0, PERIOD));
            assertEquals(5_000, source.captureNanos());
            assertEquals(0, source.read(block, 0, PERIOD));
            clock.nanos += 500_000_000;
            assertEquals(PERIOD, source.read(block, 0, PERIOD));
            assertEquals(5_000 + 16_000_000, source.captureNanos());
            assertEquals(PERIOD, source.read(block, 0, PERIOD));
            assertEquals(1_000 - 3 * PERIOD, source.read(block, 0, PERIOD));
            assertEquals(AudioSource.END, source.read(block, 0, PERIOD));
        }
    }

    @Test
    void shouldConvertAsItReads() {
        byte[] stereo = WavBytes.pcm16(48_000, 2, new short[2 * 4_800]);
        int frames = 0;
        try (FileSource source = FileSource.open(new ByteArrayInputStream(stereo), "pipe", AudioFormat.SPEECH, PERIOD)) {
            assertEquals(AudioFormat.SPEECH, source.format());
            short[] block = new short[PERIOD];
            for (int read = 0; read != AudioSource.END; read = source.read(block, 0, PERIOD)) {
                assertTrue(read <= PERIOD);
                frames += read;
            }
        }
        assertEquals(1_600, frames);
    }

    @Test
    void shouldCopyMonoToAllChannels() {
        byte[] mono = WavBytes.pcm16(16_000, 1, (short) 5, (short) -6);
        short[] block = new short[6];
        try (FileSource source = FileSource.open(new ByteArrayInputStream(mono), "pipe", new AudioFormat(16_000, 3), PERIOD)) {
            assertEquals(2, source.read(block, 0, PERIOD));
        }
        assertTrue(Arrays.equals(new short[] {5, 5, 5, -6, -6, -6}, block));
    }

    private static final class HandSetClock implements FrameClock {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void awaitNanos(long nanoTime) {
            // Time moves by hand only.
        }
    }
}
