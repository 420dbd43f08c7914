package dev.hearken.app.internal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.AudioSourceContract;
import dev.hearken.audio.FrameClock;
import dev.hearken.drivers.alsa.FaultCard;
import dev.hearken.drivers.alsa.VirtualCards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlsaSourceTest extends AudioSourceContract {

    private static final int PERIOD_MS = 16;
    private static final int BUFFER_MS = 256;

    @TempDir
    Path folder;

    @BeforeEach
    void useVirtualCards() {
        VirtualCards.install();
    }

    @Override
    protected AudioSource open(short[] interleaved, AudioFormat format) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * interleaved.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(interleaved);
        Path in = folder.resolve("in.raw");
        try {
            Files.write(in, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AlsaSource.open(VirtualCards.file(in, Path.of("/dev/null")), format.channels(), PERIOD_MS, BUFFER_MS, FrameClock.system());
    }

    @Override
    protected AudioFormat format() {
        return new AudioFormat(16_000, 4);
    }

    @Override
    protected boolean isEndless() {
        return true;
    }

    @Test
    void shouldBringACardOfAnotherRateToSpeechAndKeepTime() {
        VirtualCards.installPlugIns();
        FaultCard card = new FaultCard(folder, 2, 48_000);
        long start = card.nanoTime();
        try (AlsaSource source = AlsaSource.open(card.device(), 2, PERIOD_MS, BUFFER_MS, new HandSet(card))) {
            assertEquals(new AudioFormat(16_000, 2), source.format());
            assertEquals(48_000, source.setup().sampleRate());
            assertEquals(256, source.periodFrames());
            short[] block = new short[2 * 256];
            long frames = 0;
            for (int period = 0; period < 100; period++) {
                card.advance(768);
                int read = source.read(block, 0, 256);
                assertTrue(read > 0, "period " + period + " gave " + read);
                assertEquals(start + frames * 62_500, source.captureNanos(), 40_000);
                frames += read;
            }
            // What the resampler's filter still waits for.
            assertTrue(frames > 100 * 256 - 120 && frames <= 100 * 256, frames + " frames");
        }
    }

    @Test
    void shouldRefuseWhatTheCardDoesNotHave() {
        VirtualCards.installPlugIns();
        FaultCard card = new FaultCard(folder, 6, 16_000);
        AudioException e = assertThrows(AudioException.class,
                () -> AlsaSource.open(card.device(), 2, PERIOD_MS, BUFFER_MS, new HandSet(card)));
        assertTrue(e.getMessage().endsWith("has no setup with 2 channels. It offers: formats S16_LE; 6 channels; 16000 Hz."), e.getMessage());
        try (AlsaSource source = AlsaSource.open(card.device(), 0, PERIOD_MS, BUFFER_MS, new HandSet(card))) {
            assertEquals(6, source.format().channels());
        }
        AudioException unknown = assertThrows(AudioException.class,
                () -> AlsaSource.open("no-such-card", 0, PERIOD_MS, BUFFER_MS, FrameClock.system()));
        assertTrue(unknown.getMessage().startsWith("Cannot open the microphone \"no-such-card\": there is no such device."), unknown.getMessage());
    }

    /** The card's own time as the runtime's clock. */
    private record HandSet(FaultCard card) implements FrameClock {
        @Override
        public long nanoTime() {
            return card.nanoTime();
        }

        @Override
        public void awaitNanos(long nanoTime) {
            card.awaitNanos(nanoTime);
        }
    }
}
