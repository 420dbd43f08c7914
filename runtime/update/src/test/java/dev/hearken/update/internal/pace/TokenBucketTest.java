package dev.hearken.update.internal.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    private long now = -3 * SECOND;
    private final TokenBucket bucket = new TokenBucket(1000, () -> now);

    @Test
    void shouldLetBytesThroughAtItsRate() {
        long waited = 0;
        for (int i = 0; i < 100; i++) {
            long wait = bucket.take(100);
            waited += wait;
            now += wait;
        }
        assertEquals(10 * SECOND, waited, 1000, "10,000 bytes at 1,000 a second");
    }

    @Test
    void shouldSaveUpASecondAndNoMore() {
        now += 3600 * SECOND;
        assertEquals(0, bucket.take(1000));
        assertEquals(SECOND / 10, bucket.take(100));
    }

    @Test
    void shouldGiveLargePiecesOnCredit() {
        assertEquals(5 * SECOND, bucket.take(5000));
        now += 5 * SECOND;
        assertEquals(SECOND, bucket.take(1000));
    }

    @Test
    void shouldRefuseALimitThatLetsNothingThrough() {
        assertThrows(IllegalArgumentException.class, () -> new TokenBucket(0, () -> now));
    }
}
