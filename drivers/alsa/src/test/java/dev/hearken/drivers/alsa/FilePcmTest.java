package dev.hearken.drivers.alsa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real libasound over files: every sample must arrive as it left. */
class FilePcmTest {

    private static final int FRAMES = 3_000;
    private static final int PERIOD = 256;

    @TempDir
    Path folder;

    @BeforeEach
    void useVirtualCards() {
        VirtualCards.install();
    }

    static Stream<Arguments> formatsAndChannels() {
        return Stream.of(SampleFormat.values())
                .flatMap(format -> Stream.of(1, 2, 4, 8).map(channels -> Arguments.of(format, channels)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndChannels")
    void shouldRecordToTheBit(SampleFormat format, int channels) throws IOException {
        short[] samples = noise(FRAMES * channels);
        Path in = Files.write(folder.resolve("in.raw"), encode(samples, format));
        short[] heard = new short[samples.length];
        try (AlsaCapture capture = AlsaCapture.open(request(in, channels).in(format), CardClock.system())) {
            assertEquals(format, capture.setup().format());
            assertEquals(channels, capture.setup().channels());
            for (int done = 0; done < FRAMES;) {
                int read = capture.read(heard, done * channels, Math.min(PERIOD, FRAMES - done));
                assertTrue(read > 0, "gave " + read + " after " + done + " frames");
                done += read;
            }
            assertEquals(0, capture.framesLost());
        }
        assertArrayEquals(samples, heard);
    }

    @ParameterizedTest
    @MethodSource("formatsAndChannels")
    void shouldPlayToTheBit(SampleFormat format, int channels) throws IOException {
        short[] samples = noise(FRAMES * channels);
        Path out = folder.resolve("out.raw");
        try (AlsaPlayback playback = AlsaPlayback.open(playRequest(out, channels).in(format), CardClock.system())) {
            for (int done = 0; done < FRAMES;) {
                int written = playback.write(samples, done * channels, FRAMES - done);
                assertTrue(written > 0, "took " + written + " after " + done + " frames");
                done += written;
            }
            playback.drain();
            assertEquals(0, playback.delayFrames());
            assertEquals(0, playback.underruns());
        }
        byte[] expected = encode(samples, format);
        assertArrayEquals(expected, Arrays.copyOf(Files.readAllBytes(out), expected.length));
    }

    @Test
    void shouldRoundLongerSamples() throws IOException {
        int[] words = {0, 0x7fff, 0x8000, 0xffff, 0x18000, Integer.MAX_VALUE, Integer.MIN_VALUE, -0x8000, -0x8001};
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        Path in = Files.write(folder.resolve("in.raw"), bytes.array());
        short[] heard = new short[words.length];
        try (AlsaCapture capture = AlsaCapture.open(request(in, 1).in(SampleFormat.S32_LE), CardClock.system())) {
            assertEquals(words.length, capture.read(heard, 0, words.length));
        }
        assertArrayEquals(new short[] {0, 0, 1, 1, 2, 32_767, -32_768, 0, -1}, heard);
    }

    @ParameterizedTest
    @MethodSource("formatsAndChannels")
    void shouldRecordWithoutAllocating(SampleFormat format, int channels) {
        short[] block = new short[PERIOD * channels];
        try (AlsaCapture capture = AlsaCapture.open(request(Path.of("/dev/zero"), channels).in(format), CardClock.system())) {
            assertEquals(0, Allocation.bytes(10_000, () -> {
                capture.read(block, 0, PERIOD);
                capture.captureNanos();
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndChannels")
    void shouldPlayWithoutAllocating(SampleFormat format, int channels) {
        short[] block = new short[PERIOD * channels];
        try (AlsaPlayback playback = AlsaPlayback.open(playRequest(Path.of("/dev/null"), channels).in(format), CardClock.system())) {
            assertEquals(0, Allocation.bytes(10_000, () -> {
                playback.write(block, 0, PERIOD);
                playback.delayFrames();
            }));
        }
    }

    private PcmRequest request(Path in, int channels) {
        return PcmRequest.of(VirtualCards.file(in, Path.of("/dev/null")), channels, 16_000).sized(PERIOD, 8 * PERIOD).exactly();
    }

    private PcmRequest playRequest(Path out, int channels) {
        return PcmRequest.of(VirtualCards.file(Path.of("/dev/zero"), out), channels, 16_000).sized(PERIOD, 8 * PERIOD).exactly();
    }

    private static short[] noise(int count) {
        Random random = new Random(count);
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) random.nextInt();
        }
        return samples;
    }

    private static byte[] encode(short[] samples, SampleFormat format) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * format.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : samples) {
            switch (format) {
                case S16_LE -> bytes.putShort(sample);
                case S24_LE -> bytes.putInt(sample << 8);
                case S32_LE -> bytes.putInt(sample << 16);
                case S24_3LE -> bytes.put((byte) 0).putShort(sample);
            }
        }
        return bytes.array();
    }
}
