package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.DeliveryException.Reason;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacedSourceTest {

    private static final QuietHours EVENING = new QuietHours(LocalTime.of(18, 0), LocalTime.of(6, 0));

    private final MapSource inner = new MapSource();
    private final byte[] file = new byte[1_000_000];
    private final ContentId id;
    private final ZonedDateTime start = ZonedDateTime.of(2026, 1, 1, 17, 59, 0, 0, ZoneOffset.UTC);
    private long now;

    PacedSourceTest() {
        new Random(4).nextBytes(file);
        id = inner.add(file);
    }

    private PacedSource paced(long bytesPerSecond, QuietHours quietHours) {
        return new PacedSource(inner, bytesPerSecond, quietHours, () -> start.plusNanos(now), () -> now, nanos -> now += nanos);
    }

    @Test
    void shouldTakeAsLongAsTheLimitSays() throws Exception {
        CollectingSink sink = new CollectingSink();
        paced(50_000, QuietHours.NONE).content(id, 0, sink);
        assertArrayEquals(file, sink.bytes());
        assertEquals(20, Duration.ofNanos(now).toSeconds(), 1);
    }

    @Test
    void shouldEndAtQuietHoursAndResumeBehindThem() throws Exception {
        PacedSource source = paced(10_000, EVENING);
        CollectingSink first = new CollectingSink();
        DeliveryException e = assertThrows(DeliveryException.class, () -> source.content(id, 0, first));
        assertEquals(Reason.BUSY, e.reason());
        assertTrue(e.retryable());
        assertEquals(600_000, first.size(), 10_000, "a minute was left");
        assertThrows(DeliveryException.class, () -> source.document("timestamp.json", 10));
        assertEquals(1, inner.asked.size(), "nobody is asked in quiet hours");
        now += Duration.ofHours(12).toNanos();
        CollectingSink second = new CollectingSink();
        source.content(id, first.size(), second);
        assertEquals(file.length, first.size() + second.size());
    }

    @Test
    void shouldStopWhenTheSinkHasEnoughOrFails() throws Exception {
        CollectingSink sink = CollectingSink.stoppingAfter(10_000);
        paced(1_000_000, QuietHours.NONE).content(id, 0, sink);
        assertTrue(sink.size() < 20_000);
        assertEquals(Reason.SINK_FAILED, assertThrows(DeliveryException.class,
            () -> paced(1_000_000, QuietHours.NONE).content(id, 0, CollectingSink.failingAfter(10_000))).reason());
    }

    @Test
    void shouldEndWhenAskedTo() {
        PacedSource source = new PacedSource(inner, 1000, QuietHours.NONE, () -> start, () -> now, nanos -> {
            throw new InterruptedException();
        });
        assertEquals(Reason.INTERRUPTED, assertThrows(DeliveryException.class, () -> source.content(id, 0, new CollectingSink())).reason());
        assertTrue(Thread.interrupted());
    }
}
