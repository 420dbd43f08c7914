package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlaybackTapTest {

    private static final long START = 5_000_000_000L;
    private static final long BLOCK_NANOS = 10_000_000L;

    private final PlaybackTap tap = PlaybackTap.of(16_000);
    private final float[] read = new float[320];

    private static short[] ramp(int from) {
        short[] samples = new short[160];
        for (int i = 0; i < 160; i++) {
            samples[i] = (short) (from + i);
        }
        return samples;
    }

    @Test
    void shouldGiveWhatSoundsAtThatTime() {
        tap.played(ramp(1), 0, 1, 160, START + BLOCK_NANOS);
        tap.read(START, read, 160);
        assertEquals(1 / 32_768f, read[0]);
        assertEquals(160 / 32_768f, read[159]);
    }

    @Test
    void shouldJoinBlocksWhoseTimeStampsJitter() {
        tap.played(ramp(1), 0, 1, 160, START + BLOCK_NANOS);
        tap.played(ramp(161), 0, 1, 160, START + 2 * BLOCK_NANOS + 700_000);
        tap.read(START, read, 320);
        for (int i = 0; i < 320; i++) {
            assertEquals((i + 1) / 32_768f, read[i]);
        }
    }

    @Test
    void shouldBeSilentBetweenTwoRunsAndAfterReading() {
        tap.played(ramp(1), 0, 1, 160, START + BLOCK_NANOS);
        tap.read(START, read, 160);
        tap.read(START + BLOCK_NANOS, read, 160);
        assertEquals(0, read[0]);
        tap.played(ramp(500), 0, 1, 160, START + 61 * BLOCK_NANOS);
        tap.read(START + 60 * BLOCK_NANOS, read, 160);
        assertEquals(500 / 32_768f, read[0]);
        // One turn of the ring later nothing of it is left.
        tap.read(START + 60 * BLOCK_NANOS + 65_536 * 62_500L, read, 160);
        assertEquals(0, read[0]);
    }

    @Test
    void shouldTakeTheFirstOfSeveralChannels() {
        short[] stereo = new short[320];
        for (int i = 0; i < 160; i++) {
            stereo[2 * i] = (short) (i + 1);
            stereo[2 * i + 1] = -1;
        }
        tap.played(stereo, 0, 2, 160, START + BLOCK_NANOS);
        tap.read(START, read, 160);
        assertEquals(160 / 32_768f, read[159]);
    }
}
