package dev.hearken.hub.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void shouldDoubleUpToItsBoundWithJitterInTheUpperHalf() {
        Backoff backoff = new Backoff(Duration.ofNanos(1000), Duration.ofNanos(6000), new Random(1));
        long[] bounds = {1000, 2000, 4000, 6000, 6000};
        for (long bound : bounds) {
            long pause = backoff.nextPauseNanos();
            assertTrue(pause > bound / 2 - 1 && pause <= bound, pause + " of " + bound);
        }
        backoff.reset();
        assertTrue(backoff.nextPauseNanos() <= 1000);
    }

    @Test
    void shouldNotLetTwoSpeakersComeBackTogether() {
        Backoff one = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
        Backoff other = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(2));
        assertNotEquals(one.nextPauseNanos(), other.nextPauseNanos());
    }

    @Test
    void shouldStandTheLongestPause() {
        Backoff backoff = new Backoff(Duration.ofNanos(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE), new Random(1) {
            @Override
            public double nextDouble() {
                return 0;
            }
        });
        assertEquals(Long.MAX_VALUE, backoff.nextPauseNanos());
        assertEquals(Long.MAX_VALUE, backoff.nextPauseNanos());
    }
}
