package dev.hearken.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.audio.internal.FfmpegStream;
import dev.hearken.audio.internal.SoundOpener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressedReadingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"tone-16000-mono-16.flac, 16384", "tone-44100-stereo-24.flac, 12288", "tone-8000-mono-8.flac, 16384"})
    void shouldReadFlacWhateverItsNameSays(String resource, double amplitude) throws IOException {
        Path file = Files.write(folder.resolve("mislabelled.wav"), resource(resource));
        assertTone(AudioFiles.read(file, AudioFormat.SPEECH), 3200, amplitude);
    }

    @Test
    void shouldGiveTheStartOfATruncatedFlac() throws IOException {
        byte[] whole = resource("tone-44100-stereo-24.flac");
        short[] speech = AudioFiles.read(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length * 9 / 10)), "pipe", AudioFormat.SPEECH);
        assertTrue(speech.length == 1672, speech.length + " samples");
    }

    @Test
    void shouldRefuseADamagedFlacHeader() throws IOException {
        byte[] head = Arrays.copyOf(resource("tone-16000-mono-16.flac"), 20);
        AudioException e = assertThrows(AudioException.class,
                () -> AudioFiles.read(new ByteArrayInputStream(head), "pipe", AudioFormat.SPEECH));
        assertEquals("Cannot use pipe as sound: it has a damaged FLAC header.", e.getMessage());
    }

    @Test
    void shouldReadSpeechOfTheSharedRecordings() throws IOException {
        Path shared = Path.of(System.getenv().getOrDefault("HEARKEN_SHARED",
                Path.of(System.getProperty("hearken.root", "."), "..", "shared").toString()));
        Path recordings = shared.resolve("audio").resolve("test").resolve("home-commands-en");
        Assumptions.assumeTrue(Files.isDirectory(recordings), "the shared recordings are not here: set HEARKEN_SHARED");
        try (Stream<Path> files = Files.list(recordings)) {
            Path file = files.filter(path -> path.toString().endsWith(".flac")).sorted().findFirst().orElseThrow();
            short[] speech = AudioFiles.read(file, AudioFormat.SPEECH);
            assertTrue(speech.length > 8_000 && loudest(speech) > 300, file + ": " + speech.length + " samples");
        }
    }

    @ParameterizedTest
    @CsvSource({"tone.ogg", "tone.mp3"})
    void shouldReadOtherFormatsThroughFfmpeg(String resource) throws IOException {
        Assumptions.assumeTrue(FfmpegStream.isInstalled("ffmpeg"), "ffmpeg is not installed (Debian: apt install ffmpeg)");
        Path file = Files.write(folder.resolve("mislabelled.wav"), resource(resource));
        short[] fromFile = AudioFiles.read(file, AudioFormat.SPEECH);
        short[] fromPipe = AudioFiles.read(Files.newInputStream(file), "pipe", AudioFormat.SPEECH);
        assertTrue(Arrays.equals(fromFile, fromPipe));
        assertEquals(4_800, fromFile.length, 1_200);
        assertEquals(16_384, loudest(fromFile), 3_000);
    }

    @Test
    void shouldSayWhatFfmpegSaid() throws IOException {
        Assumptions.assumeTrue(FfmpegStream.isInstalled("ffmpeg"), "ffmpeg is not installed (Debian: apt install ffmpeg)");
        Path file = Files.write(folder.resolve("broken.ogg"), Arrays.copyOf(resource("tone.ogg"), 40));
        AudioException e = assertThrows(AudioException.class, () -> AudioFiles.read(file, AudioFormat.SPEECH));
        assertTrue(e.getMessage().contains("broken.ogg as sound: it could not be decoded by ffmpeg: "), e.getMessage());
    }

    @Test
    void shouldSayWhatIsMissingWithoutFfmpeg() throws IOException {
        Path file = Files.write(folder.resolve("song.mp3"), resource("tone.mp3"));
        AudioException e = assertThrows(AudioException.class, () -> new SoundOpener("/no/such/ffmpeg").open(file));
        assertTrue(e.getMessage().contains("song.mp3") && e.getMessage().contains("apt install ffmpeg"), e.getMessage());
    }

    private static void assertTone(short[] speech, int frames, double amplitude) {
        assertEquals(frames, speech.length);
        double re = 0;
        double im = 0;
        for (int i = 400; i < 2_800; i++) {
            re += speech[i] * Math.cos(2 * Math.PI * 440 * i / 16_000) / 1_200;
            im += speech[i] * Math.sin(2 * Math.PI * 440 * i / 16_000) / 1_200;
        }
        assertEquals(amplitude, Math.hypot(re, im), amplitude * 0.02);
    }

    private static int loudest(short[] samples) {
        int loudest = 0;
        for (short sample : samples) {
            loudest = Math.max(loudest, Math.abs((int) sample));
        }
        return loudest;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CompressedReadingTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
