package dev.hearken.app.internal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.AudioSinkContract;
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

class AlsaSinkTest extends AudioSinkContract {

    private static final int BUFFER_MS = 200;

    @TempDir
    Path folder;

    @BeforeEach
    void useVirtualCards() {
        VirtualCards.install();
    }

    @Override
    protected AudioSink open(AudioFormat format) {
        String device = VirtualCards.file(Path.of("/dev/zero"), folder.resolve("out.raw"));
        return AlsaSink.open(device, format.channels(), format.sampleRate(), BUFFER_MS, FrameClock.system());
    }

    @Override
    protected AudioFormat format() {
        return new AudioFormat(22_050, 2);
    }

    @Override
    protected short[] played() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("out.raw"))).order(ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTakeTheRateAndChannelsThatTheCardHas() {
        VirtualCards.installPlugIns();
        FaultCard card = new FaultCard(folder, 2, 48_000);
        try (AlsaSink sink = AlsaSink.open(card.device(), 0, 16_000, BUFFER_MS, FrameClock.system())) {
            assertEquals(new AudioFormat(48_000, 2), sink.format());
            assertTrue(sink.isConnected());
        }
        AudioException e = assertThrows(AudioException.class,
                () -> AlsaSink.open(card.device(), 1, 16_000, BUFFER_MS, FrameClock.system()));
        assertTrue(e.getMessage().endsWith("It offers: formats S16_LE; 2 channels; 48000 Hz."), e.getMessage());
    }
}
