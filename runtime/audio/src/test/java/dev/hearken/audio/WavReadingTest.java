package dev.hearken.audio;

import static dev.hearken.audio.WavBytes.little;
import static dev.hearken.audio.WavBytes.pcm16;
import static dev.hearken.audio.WavBytes.shorts;
import static dev.hearken.audio.WavBytes.wav;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavReadingTest {

    private static final short[] SAMPLES = {0, 1, -1, 1000, -1000, Short.MAX_VALUE, Short.MIN_VALUE, 42};

    @TempDir
    Path folder;

    @Test
    void shouldReadSixteenBitSpeechToTheBit() {
        assertArrayEquals(SAMPLES, read(pcm16(16_000, 1, SAMPLES)));
    }

    @Test
    void shouldReadEightBits() {
        byte[] bytes = wav().format(1, 1, 16_000, 8).chunk("data", new byte[] {(byte) 128, (byte) 129, 0, (byte) 255}).bytes();
        assertArrayEquals(new short[] {0, 256, -32_768, 32_512}, read(bytes));
    }

    @Test
    void shouldReadTwentyFourBitsRounded() {
        byte[] content = {0, 1, 0, (byte) 0x80, 1, 0, (byte) 0xff, (byte) 0xff, 0x7f, 0, 0, (byte) 0x80};
        byte[] bytes = wav().format(1, 1, 16_000, 24).chunk("data", content).bytes();
        assertArrayEquals(new short[] {1, 2, 32_767, -32_768}, read(bytes));
    }

    @Test
    void shouldReadThirtyTwoBitsRounded() {
        byte[] content = little(16).putInt(1 << 16).putInt(0x18000).putInt(Integer.MAX_VALUE).putInt(Integer.MIN_VALUE).array();
        byte[] bytes = wav().format(1, 1, 16_000, 32).chunk("data", content).bytes();
        assertArrayEquals(new short[] {1, 2, 32_767, -32_768}, read(bytes));
    }

    @Test
    void shouldReadFloatsClippedAndWithoutNotANumber() {
        byte[] single = little(20).putFloat(0.5f).putFloat(-1f).putFloat(1f).putFloat(-7f).putFloat(Float.NaN).array();
        byte[] twice = little(24).putDouble(0.5).putDouble(-1).putDouble(9).array();
        assertArrayEquals(new short[] {16_384, -32_768, 32_767, -32_768, 0},
                read(wav().format(3, 1, 16_000, 32).chunk("data", single).bytes()));
        assertArrayEquals(new short[] {16_384, -32_768, 32_767},
                read(wav().format(3, 1, 16_000, 64).chunk("data", twice).bytes()));
    }

    @Test
    void shouldReadExtensibleAndPassJunk() {
        byte[] bytes = wav().chunk("JUNK", new byte[27]).extensible(1, 1, 16_000, 16).chunk("LIST", new byte[11])
                .chunk("fact", new byte[4]).chunk("data", shorts(SAMPLES)).chunk("id3 ", new byte[50]).bytes();
        assertArrayEquals(SAMPLES, read(bytes));
        byte[] floats = wav().extensible(3, 1, 16_000, 32).chunk("data", little(4).putFloat(0.25f).array()).bytes();
        assertArrayEquals(new short[] {8_192}, read(floats));
    }

    @Test
    void shouldMixAllChannelsToOne() {
        assertArrayEquals(new short[] {150, -32_768, 0, 32_767}, read(pcm16(16_000, 2,
                (short) 100, (short) 200, Short.MIN_VALUE, Short.MIN_VALUE, (short) -1, (short) 0, Short.MAX_VALUE, Short.MAX_VALUE)));
    }

    @Test
    void shouldTurnStudioStereoIntoSpeech() {
        short[] stereo = new short[2 * 44_100];
        for (int i = 0; i < 44_100; i++) {
            stereo[2 * i] = (short) Math.round(12_000 * Math.sin(2 * Math.PI * 440 * i / 44_100.0));
            stereo[2 * i + 1] = stereo[2 * i];
        }
        short[] speech = read(pcm16(44_100, 2, stereo));
        assertEquals(16_000, speech.length);
        for (int i = 400; i < 15_600; i++) {
            assertEquals(12_000 * Math.sin(2 * Math.PI * 440 * i / 16_000.0), speech[i], 30, "sample " + i);
        }
    }

    @Test
    void shouldReadToTheEndWhenThePipeDidNotKnowTheLength() {
        for (int claimed : new int[] {0, -1, 0x7ffff000, 0x7fffffff}) {
            byte[] bytes = wav().format(1, 1, 16_000, 16).chunk("data", claimed, shorts(SAMPLES)).bytes();
            assertArrayEquals(SAMPLES, read(bytes), "data size " + claimed);
        }
    }

    @Test
    void shouldGiveWhatIsThereOfATruncatedFile() {
        byte[] whole = pcm16(16_000, 1, SAMPLES);
        assertArrayEquals(Arrays.copyOf(SAMPLES, 5), read(Arrays.copyOf(whole, whole.length - 5)));
    }

    @Test
    void shouldSayWhatIsWrong() {
        byte[] good = pcm16(16_000, 1, SAMPLES);
        assertRefused(new byte[0], "is empty (0 bytes)");
        assertRefused("Hello, I am a text file with the wrong name.\n".getBytes(StandardCharsets.UTF_8), "is text");
        assertRefused(new byte[400], "no kind of sound known here");
        assertRefused(Arrays.copyOf(good, 4), "ends within the WAV header");
        assertRefused(Arrays.copyOf(good, 30), "ends within the WAV header");
        assertRefused(Arrays.copyOf(good, 36), "no data chunk");
        assertRefused(wav().format(1, 1, 16_000, 16).chunk("LIST", 900, new byte[8]).bytes(), "no data chunk");
        assertRefused(pcm16(16_000, 1), "a header, but no samples");
        assertRefused(wav().kind("AVI ").chunk("LIST", new byte[4]).bytes(), "its kind is 'AVI '");
        assertRefused(wav().chunk("data", shorts(SAMPLES)).bytes(), "data before any WAV format chunk");
        assertRefused(wav().format(1, 0, 16_000, 16).chunk("data", new byte[8]).bytes(), "claims to have 0 channels");
        assertRefused(wav().format(1, 900, 16_000, 16).chunk("data", new byte[8]).bytes(), "claims to have 900 channels");
        assertRefused(wav().format(1, 1, 0, 16).chunk("data", new byte[8]).bytes(), "sample rate of 0 Hz");
        assertRefused(wav().format(1, 1, -1, 16).chunk("data", new byte[8]).bytes(), "sample rate of 4294967295 Hz");
        assertRefused(wav().format(1, 2, 16_000, 16, 3).chunk("data", new byte[8]).bytes(), "frames of 3 bytes do not fit");
        assertRefused(wav().chunk("fmt ", new byte[8]).chunk("data", new byte[8]).bytes(), "format chunk of 8 bytes");
    }

    @Test
    void shouldNameTheCodecItCannotDecode() {
        byte[] bytes = wav().format(0x77, 1, 16_000, 16).chunk("data", new byte[8]).bytes();
        AudioException e = assertThrows(AudioException.class,
                () -> AudioFiles.read(new ByteArrayInputStream(bytes), "pipe", AudioFormat.SPEECH));
        assertEquals("Cannot use pipe as sound: it is a WAV file with codec 0x77, "
                + "which cannot be read from a pipe; save it to a file first.", e.getMessage());
    }

    @Test
    void shouldNameTheFileThatIsMissingOrAFolder() {
        AudioException missing = assertThrows(AudioException.class,
                () -> AudioFiles.read(folder.resolve("no-such.wav"), AudioFormat.SPEECH));
        assertTrue(missing.getMessage().matches(".*no-such\\.wav.*there is no such file\\."), missing.getMessage());
        AudioException isFolder = assertThrows(AudioException.class, () -> AudioFiles.read(folder, AudioFormat.SPEECH));
        assertTrue(isFolder.getMessage().endsWith("it is a folder."), isFolder.getMessage());
    }

    @Test
    void shouldReadAStreamAndLeaveItOpen() {
        class Watched extends ByteArrayInputStream {
            boolean closed;

            Watched(byte[] bytes) {
                super(bytes);
            }

            @Override
            public void close() {
                closed = true;
            }
        }
        Watched stdin = new Watched(pcm16(16_000, 1, SAMPLES));
        assertArrayEquals(SAMPLES, AudioFiles.read(stdin, "standard input", AudioFormat.SPEECH));
        assertEquals(false, stdin.closed);
        AudioException e = assertThrows(AudioException.class,
                () -> AudioFiles.read(new ByteArrayInputStream(new byte[0]), "standard input", AudioFormat.SPEECH));
        assertEquals("Cannot use standard input as sound: it is empty (0 bytes).", e.getMessage());
    }

    @Test
    void shouldReadLongFilesWhole() {
        short[] samples = new short[200_001];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * 31);
        }
        assertArrayEquals(samples, read(pcm16(16_000, 1, samples)));
    }

    private short[] read(byte[] bytes) {
        return AudioFiles.read(write(bytes), AudioFormat.SPEECH);
    }

    private void assertRefused(byte[] bytes, String reason) {
        Path file = write(bytes);
        AudioException e = assertThrows(AudioException.class, () -> AudioFiles.read(file, AudioFormat.SPEECH), reason);
        assertTrue(e.getMessage().contains(file.toString()) && e.getMessage().contains(reason), e.getMessage());
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("some.wav"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
