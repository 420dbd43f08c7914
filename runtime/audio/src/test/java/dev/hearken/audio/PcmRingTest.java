package dev.hearken.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PcmRingTest {

    private static final AudioFormat STEREO = new AudioFormat(16_000, 2);
    private static final long FRAME_NANOS = 62_500;

    private final PcmRing ring = new PcmRing(AudioFormat.SPEECH, 6);
    private final short[] out = new short[64];

    @Test
    void shouldGiveBackWhatWasPutInAcrossTheEnd() {
        PcmRing stereo = new PcmRing(STEREO, 8);
        short next = 0;
        short expected = 0;
        for (int round = 0; round < 50; round++) {
            int frames = 1 + round % 7;
            short[] in = new short[2 * frames];
            for (int i = 0; i < in.length; i++) {
                in[i] = next++;
            }
            assertEquals(frames, stereo.write(in, 0, frames, 0));
            assertEquals(frames, stereo.read(out, 3, 20));
            for (int i = 0; i < 2 * frames; i++) {
                assertEquals(expected++, out[3 + i]);
            }
        }
        assertEquals(0, stereo.droppedFrames());
        assertEquals(0, stereo.read(out, 0, 20));
    }

    @Test
    void shouldRoundItsCapacityUp() {
        assertEquals(8, ring.capacityFrames());
        assertEquals(1, new PcmRing(STEREO, 1).capacityFrames());
        assertThrows(IllegalArgumentException.class, () -> new PcmRing(STEREO, 0));
    }

    @Test
    void shouldDropTheNewestAndMarkTheGap() {
        assertEquals(8, ring.write(counting(0, 10), 0, 10, 0));
        assertEquals(0, ring.write(counting(10, 5), 0, 5, 0));
        assertEquals(7, ring.droppedFrames());
        assertEquals(5, ring.read(out, 0, 5));
        assertEquals(0, ring.gapFrames());
        assertEquals(4, ring.write(counting(15, 4), 0, 4, 0));

        assertEquals(3, ring.read(out, 0, 64));
        assertArrayEquals(counting(5, 3), head(3));
        assertEquals(0, ring.gapFrames());
        assertEquals(4, ring.read(out, 0, 64));
        assertArrayEquals(counting(15, 4), head(4));
        assertEquals(7, ring.gapFrames());
        assertEquals(0, ring.read(out, 0, 64));
        assertEquals(0, ring.gapFrames());
        assertEquals(1, ring.gaps());
        assertEquals(8, ring.highWaterFrames());
    }

    @Test
    void shouldMarkAGapOfTheSource() {
        ring.write(counting(0, 2), 0, 2, 0);
        ring.gap(480);
        ring.write(counting(2, 2), 0, 2, 0);
        assertEquals(2, ring.read(out, 0, 64));
        assertEquals(2, ring.read(out, 0, 64));
        assertEquals(480, ring.gapFrames());
        assertEquals(0, ring.droppedFrames());
    }

    @Test
    void shouldCarryCaptureTimes() {
        ring.write(counting(0, 3), 0, 3, 1_000_000);
        ring.write(counting(3, 3), 0, 3, 9_000_000);
        ring.read(out, 0, 2);
        assertEquals(1_000_000, ring.captureNanos());
        ring.read(out, 0, 2);
        assertEquals(1_000_000 + 2 * FRAME_NANOS, ring.captureNanos());
        ring.read(out, 0, 2);
        assertEquals(9_000_000 + FRAME_NANOS, ring.captureNanos());
    }

    @Test
    void shouldCountOnWhenWritesAreTooManyToStampEach() {
        PcmRing large = new PcmRing(AudioFormat.SPEECH, 1024);
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, large.write(counting(i, 1), 0, 1, i * FRAME_NANOS));
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, large.read(out, 0, 1));
            assertEquals(i * FRAME_NANOS, large.captureNanos());
        }
    }

    @Test
    void shouldNeverLoseAGapForWantOfMarks() {
        PcmRing large = new PcmRing(AudioFormat.SPEECH, 1024);
        long missing = 0;
        for (int i = 0; i < 1000; i++) {
            large.gap(3);
            missing += 3 + 1 - large.write(counting(i, 1), 0, 1, 0);
        }
        assertTrue(large.droppedFrames() > 0);
        long seen = 0;
        while (large.read(out, 0, 64) > 0) {
            seen += large.gapFrames();
        }
        large.write(counting(0, 1), 0, 1, 0);
        large.read(out, 0, 1);
        assertEquals(missing, seen + large.gapFrames());
    }

    @Test
    void shouldAccountForEveryFrameInAnyOrderOfSteps() {
        Random random = new Random(11);
        PcmRing stepped = new PcmRing(AudioFormat.SPEECH, 32);
        long sent = 0;
        long due = 0;
        for (int step = 0; step < 100_000; step++) {
            if (random.nextBoolean()) {
                int frames = random.nextInt(24);
                stepped.write(counting(sent, frames), 0, frames, sent * FRAME_NANOS);
                sent += frames;
            } else {
                int read = stepped.read(out, 0, random.nextInt(24));
                due += stepped.gapFrames();
                for (int i = 0; i < read; i++) {
                    assertEquals((short) due++, out[i]);
                }
                if (read > 0) {
                    assertEquals((due - read) * FRAME_NANOS, stepped.captureNanos());
                }
            }
        }
        assertTrue(stepped.droppedFrames() > 0 && stepped.gaps() > 0);
        assertEquals(sent, stepped.framesWritten() + stepped.droppedFrames());
    }

    @Test
    void shouldCarryFramesWholeBetweenTwoThreads() throws InterruptedException {
        int total = 400_000;
        PcmRing shared = new PcmRing(STEREO, 256);
        AtomicLong wrong = new AtomicLong();
        AtomicLong accounted = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            short[] frames = new short[2 * 100];
            long due = 0;
            while (due < total && !Thread.currentThread().isInterrupted()) {
                int read = shared.read(frames, 0, 100);
                due += shared.gapFrames();
                for (int i = 0; i < read; i++, due++) {
                    if (frames[2 * i] != (short) due || frames[2 * i + 1] != (short) ~due) {
                        wrong.incrementAndGet();
                    }
                }
                if (read == 0) {
                    Thread.yield();
                }
            }
            accounted.set(due);
            done.countDown();
        }, "ring reader");
        reader.start();
        try {
            writeCounting(shared, total);
            assertTrue(done.await(60, TimeUnit.SECONDS), "the reader did not come to the end");
        } finally {
            reader.interrupt();
        }
        assertEquals(0, wrong.get());
        assertEquals(total, accounted.get());
    }

    /** Writes frames numbered on; those dropped stay dropped, the last one gets through. */
    private static void writeCounting(PcmRing shared, int total) {
        short[] frames = new short[2 * 64];
        for (int sent = 0; sent < total;) {
            int count = Math.min(1 + sent % 64, total - sent);
            for (int i = 0; i < count; i++) {
                frames[2 * i] = (short) (sent + i);
                frames[2 * i + 1] = (short) ~(sent + i);
            }
            boolean last = sent + count == total;
            while (last && shared.framesRead() < shared.framesWritten()) {
                Thread.yield();
            }
            shared.write(frames, 0, count, 0);
            sent += count;
            if (sent % 5 == 0) {
                Thread.yield();
            }
        }
    }

    @Test
    void shouldAllocateNothing() {
        PcmRing stereo = new PcmRing(STEREO, 512);
        short[] frames = new short[2 * 160];
        assertEquals(0, Allocation.bytes(10_000, () -> {
            stereo.write(frames, 0, 160, 1);
            stereo.write(frames, 0, 160, 2);
            stereo.read(frames, 0, 160);
        }));
        assertTrue(stereo.droppedFrames() > 0);
    }

    private short[] head(int count) {
        return Arrays.copyOf(out, count);
    }

    private static short[] counting(long first, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) (first + i);
        }
        return samples;
    }
}
