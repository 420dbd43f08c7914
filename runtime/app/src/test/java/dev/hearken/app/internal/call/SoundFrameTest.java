package dev.hearken.app.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What travels, byte for byte, and what of it is believed. */
class SoundFrameTest {

    private static final long KEY = SoundFrame.key("c1");

    private static byte[] frame(byte kind, int number) {
        byte[] bytes = new byte[kind == SoundFrame.SOUND ? SoundFrame.BYTES : SoundFrame.HEADER];
        SoundFrame.writeHeader(bytes, kind, KEY, number);
        return bytes;
    }

    @Test
    void shouldWriteTheHeaderAsItIsDescribed() {
        assertEquals("0100" + HexFormat.of().toHexDigits(KEY) + "00000102", HexFormat.of().formatHex(frame(SoundFrame.ALIVE, 258)));
        // printf c1 | sha256sum
        assertEquals("d0f631ca1ddba8db", HexFormat.of().toHexDigits(KEY));
        assertEquals(338, SoundFrame.BYTES);
    }

    @Test
    void shouldBelieveOnlyWholeFramesOfTheCall() {
        FrameInbox inbox = new FrameInbox();
        assertFalse(inbox.give(frame(SoundFrame.SOUND, 0)), "there is no call");
        inbox.open(KEY);
        assertTrue(inbox.give(frame(SoundFrame.SOUND, 3)));
        assertFalse(inbox.give(frame(SoundFrame.ALIVE, 3)), "nothing to play");
        assertEquals(2, inbox.signs());
        Random random = new Random(1);
        for (int length = 0; length < 500; length++) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertFalse(inbox.give(noise));
        }
        byte[] other = frame(SoundFrame.SOUND, 4);
        SoundFrame.writeHeader(other, SoundFrame.SOUND, KEY + 1, 4);
        assertFalse(inbox.give(other), "of another call");
        assertEquals(2, inbox.signs());
        assertTrue(inbox.next());
        assertEquals(3, SoundFrame.number(inbox.frame()));
        inbox.pass();
        assertFalse(inbox.next());
        inbox.close();
        assertFalse(inbox.give(frame(SoundFrame.SOUND, 5)));
    }

    @Test
    void shouldDropWhatNobodyTakes() {
        FrameInbox inbox = new FrameInbox();
        inbox.open(KEY);
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += inbox.give(frame(SoundFrame.SOUND, i)) ? 1 : 0;
        }
        assertEquals(32, taken);
        assertEquals(100, inbox.signs());
        for (int i = 0; i < 32; i++) {
            assertEquals(i, SoundFrame.number(inbox.frame()));
            inbox.pass();
        }
        assertFalse(inbox.next());
    }

    @Test
    void shouldGiveSoundBackThoughFramesBeforeItAreLost() {
        ImaAdpcm encoder = new ImaAdpcm();
        ImaAdpcm decoder = new ImaAdpcm();
        double signal = 0;
        double error = 0;
        for (int frame = 0; frame < 50; frame++) {
            short[] in = new short[SoundFrame.SAMPLES];
            for (int i = 0; i < in.length; i++) {
                double t = (frame * in.length + i) / 16_000.0;
                in[i] = (short) (6_000 * Math.sin(2 * Math.PI * 440 * t) + 3_000 * Math.sin(2 * Math.PI * 1_310 * t));
            }
            byte[] bytes = new byte[SoundFrame.SOUND_BYTES];
            encoder.encode(in, in.length, bytes, 0);
            if (frame % 3 == 0) {
                continue;
            }
            short[] out = new short[in.length];
            decoder.decode(bytes, 0, out, out.length);
            for (int i = 0; i < in.length; i++) {
                signal += (double) in[i] * in[i];
                error += (double) (in[i] - out[i]) * (in[i] - out[i]);
            }
        }
        double ratio = 10 * Math.log10(signal / error);
        assertTrue(ratio > 25, ratio + " dB of signal to noise");
    }

    @Test
    void shouldEndureFullScaleAndForeignBytes() {
        ImaAdpcm codec = new ImaAdpcm();
        short[] square = new short[SoundFrame.SAMPLES];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        byte[] bytes = new byte[SoundFrame.SOUND_BYTES];
        codec.encode(square, square.length, bytes, 0);
        short[] out = new short[square.length];
        codec.decode(bytes, 0, out, out.length);
        assertTrue(out[15] > 20_000 && out[35] < -20_000);
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            random.nextBytes(bytes);
            codec.decode(bytes, 0, out, out.length);
        }
    }
}
