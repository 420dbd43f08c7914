package dev.hearken.app.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames whose samples all are their number times 100; a step is 40 ms. */
class JitterBufferTest {

    private final JitterBuffer buffer = new JitterBuffer();
    private final ImaAdpcm encoder = new ImaAdpcm();
    private final short[] out = new short[SoundFrame.SAMPLES];

    private void give(int... numbers) {
        for (int number : numbers) {
            short[] pcm = new short[SoundFrame.SAMPLES];
            Arrays.fill(pcm, (short) (100 * number));
            byte[] bytes = new byte[SoundFrame.SOUND_BYTES];
            encoder.encode(pcm, SoundFrame.SAMPLES, bytes, 0);
            buffer.offer(number, bytes, 0);
        }
    }

    /** Number of the frame that sounds; -1 for none. */
    private int take() {
        return buffer.take(out) ? out[SoundFrame.SAMPLES / 2] / 100 : -1;
    }

    @Test
    void shouldWaitForTwoAndThenPlayInOrder() {
        assertEquals(-1, take());
        give(7);
        assertEquals(-1, take());
        assertEquals(JitterBuffer.State.FILLING, buffer.state());
        give(8);
        assertEquals(7, take());
        assertEquals(JitterBuffer.State.PLAYING, buffer.state());
        give(10, 9);
        assertEquals(8, take());
        assertEquals(9, take());
        assertEquals(10, take());
        assertEquals(0, buffer.lost());
        assertEquals(0, buffer.dropped());
    }

    @Test
    void shouldBeginWithTheEarliestOfThoseThatCame() {
        give(4, 3);
        assertEquals(3, take());
        assertEquals(4, take());
    }

    @Test
    void shouldDropWhatComesTwiceOrTooLate() {
        give(1, 2, 2);
        assertEquals(1, buffer.dropped());
        assertEquals(1, take());
        give(1);
        assertEquals(2, buffer.dropped());
        assertEquals(2, take());
    }

    @Test
    void shouldFadeInThePlaceOfOneThatIsLost() {
        give(10, 11, 13);
        assertEquals(10, take());
        assertEquals(11, take());
        assertTrue(buffer.take(out));
        assertEquals(1_100, out[0], 1, "as loud as before");
        assertEquals(550, out[SoundFrame.SAMPLES - 1], 2, "half as loud at its end");
        assertEquals(1, buffer.lost());
        assertEquals(JitterBuffer.State.PLAYING, buffer.state());
        assertEquals(13, take());
        give(12);
        assertEquals(1, buffer.dropped(), "too late");
    }

    @Test
    void shouldFadeAwayWhereNothingComesAndFillAgain() {
        give(10, 11);
        take();
        take();
        assertTrue(buffer.take(out));
        assertEquals(JitterBuffer.State.STARVED, buffer.state());
        assertTrue(buffer.take(out));
        assertEquals(0, out[SoundFrame.SAMPLES - 1], 2, "silent after 80 ms");
        for (int i = 2; i < JitterBuffer.PATIENCE; i++) {
            assertTrue(buffer.take(out));
            assertEquals(0, Arrays.stream(ints(out)).map(Math::abs).max().orElseThrow());
        }
        assertFalse(buffer.take(out));
        assertEquals(JitterBuffer.State.FILLING, buffer.state());
        give(40);
        assertEquals(-1, take());
        give(41);
        assertEquals(40, take());
    }

    @Test
    void shouldGoOnWhereOneIsOnlyLate() {
        give(1, 2);
        take();
        take();
        take();
        assertEquals(JitterBuffer.State.STARVED, buffer.state());
        give(3);
        assertEquals(3, take(), "nothing that came is left out");
        assertEquals(JitterBuffer.State.PLAYING, buffer.state());
    }

    @Test
    void shouldNeverHoldMoreThanFive() {
        give(1, 2);
        take();
        give(3, 4, 5, 6, 7, 8, 9);
        assertEquals(JitterBuffer.MOST, buffer.waiting());
        assertEquals(5, take(), "the oldest are dropped");
        give(1_000);
        assertEquals(1, buffer.waiting(), "a leap leaves nothing behind");
        assertTrue(buffer.take(out));
    }

    @Test
    void shouldGiveBackTheDelayOfABurstAfterAWhile() {
        give(0, 1);
        take();
        give(2, 3, 4);
        int next = 5;
        for (int i = 0; i < 120; i++) {
            assertTrue(buffer.take(out));
            give(next++);
        }
        assertTrue(buffer.waiting() <= JitterBuffer.TARGET + 1, buffer.waiting() + " wait");
        assertTrue(buffer.dropped() >= 1);
        assertEquals(0, buffer.lost());
    }

    @Test
    void shouldSurviveANetworkThatDelaysLosesAndDoubles() {
        Random random = new Random(5);
        int[] due = new int[2_000];
        int heard = 0;
        for (int i = 0; i < due.length; i++) {
            due[i] = random.nextInt(20) == 0 ? -1 : i + random.nextInt(3);
        }
        for (int step = 0; step < due.length; step++) {
            for (int number = Math.max(0, step - 4); number <= step; number++) {
                if (due[number] == step) {
                    give(number);
                    if (random.nextInt(10) == 0) {
                        give(number);
                    }
                }
            }
            assertTrue(buffer.waiting() <= JitterBuffer.MOST);
            heard += buffer.take(out) ? 1 : 0;
        }
        assertTrue(heard > 1_900, heard + " of 2000 steps sound");
    }

    private static int[] ints(short[] samples) {
        int[] ints = new int[samples.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = samples[i];
        }
        return ints;
    }
}
