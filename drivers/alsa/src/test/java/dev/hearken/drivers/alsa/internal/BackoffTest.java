package dev.hearken.drivers.alsa.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToFiveSeconds() {
        Backoff backoff = new Backoff();
        backoff.begin(0);
        List<Integer> attempts = new ArrayList<>();
        for (int millis = 0; millis <= 20_000; millis += 100) {
            if (backoff.isDue(millis * 1_000_000L)) {
                attempts.add(millis);
            }
        }
        assertEquals(List.of(100, 300, 700, 1_500, 3_100, 6_300, 11_300, 16_300), attempts);
        backoff.begin(30_000_000_000L);
        assertFalse(backoff.isDue(30_050_000_000L));
    }
}
