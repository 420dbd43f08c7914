package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UtteranceRingTest {

    private final UtteranceRing ring = new UtteranceRing(8);

    private void write(int... samples) {
        short[] pcm = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            pcm[i] = (short) samples[i];
        }
        ring.write(pcm, 0, pcm.length);
    }

    private short[] read(long from, int length) {
        short[] pcm = new short[length];
        int count = ring.read(from, pcm, 0, length);
        return Arrays.copyOf(pcm, Math.max(0, count));
    }

    @Test
    void shouldReadFromThePast() {
        write(1, 2, 3, 4, 5);
        assertArrayEquals(new short[] {2, 3, 4}, read(1, 3));
        assertArrayEquals(new short[] {5}, read(4, 3));
        assertArrayEquals(new short[0], read(5, 3), "nothing there yet");
    }

    @Test
    void shouldReadAcrossTheEndOfTheBuffer() {
        write(1, 2, 3, 4, 5, 6);
        write(7, 8, 9, 10);
        assertArrayEquals(new short[] {6, 7, 8, 9, 10}, read(5, 8));
    }

    @Test
    void shouldTellWhenSamplesHaveBeenOverwritten() {
        write(1, 2, 3, 4, 5, 6, 7, 8);
        write(9);
        assertEquals(UtteranceRing.OVERWRITTEN, ring.read(0, new short[4], 0, 4));
        assertEquals(4, ring.read(1, new short[4], 0, 4));
        assertEquals(3, ring.oldest(2));
    }

    @Test
    void shouldKeepCountAcrossSilence() {
        write(1, 2, 3);
        ring.writeSilence(7);
        write(4);
        assertEquals(11, ring.head());
        assertArrayEquals(new short[] {0, 0, 4}, read(8, 4));
    }

    @Test
    void shouldEndOnlyWhenAllHasBeenRead() {
        write(1, 2);
        ring.end();
        assertFalse(ring.endedAt(1));
        assertTrue(ring.endedAt(2));
    }

    @Test
    void shouldNeverShowAReaderTornSamples() throws InterruptedException {
        UtteranceRing shared = new UtteranceRing(256);
        AtomicReference<String> torn = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            short[] pcm = new short[64];
            long position = 0;
            while (torn.get() == null && !shared.endedAt(position)) {
                int count = shared.read(position, pcm, 0, pcm.length);
                if (count == UtteranceRing.OVERWRITTEN) {
                    position = shared.oldest(128);
                    continue;
                }
                for (int i = 0; i < count; i++) {
                    if (pcm[i] != (short) (position + i)) {
                        torn.set("sample " + (position + i) + " reads " + pcm[i]);
                    }
                }
                position += count;
            }
        });
        reader.start();
        short[] block = new short[50];
        for (long at = 0; at < 500_000; at += block.length) {
            for (int i = 0; i < block.length; i++) {
                block[i] = (short) (at + i);
            }
            shared.write(block, 0, block.length);
        }
        shared.end();
        reader.join(10_000);
        assertNull(torn.get());
    }

    @Test
    void shouldGiveZerosWhileTheGateIsClosed() {
        MuteGate gate = new MuteGate();
        UtteranceRing gated = new UtteranceRing(8, gate);
        gated.write(new short[] {1, 2, 3}, 0, 3);
        short[] read = new short[3];
        gate.set(true);
        assertEquals(3, gated.read(0, read, 0, 3));
        assertArrayEquals(new short[3], read);
        gate.set(false);
        gated.read(0, read, 0, 3);
        assertArrayEquals(new short[] {1, 2, 3}, read);
        gated.erase();
        gated.read(0, read, 0, 3);
        assertArrayEquals(new short[3], read);
    }
}
