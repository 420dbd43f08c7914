package dev.hearken.hub.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.internal.broker.Exchange.Parcel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private long now;
    private final Exchange exchange = new Exchange(() -> now);

    private void retain(String topic, int bytes, long deadline) {
        exchange.route(new Parcel(topic, new byte[bytes], 1, true, deadline), null);
    }

    private List<String> retained() {
        return exchange.retainedUnder("#").stream().map(Parcel::topic).toList();
    }

    @Test
    void shouldForgetRetainedMessagesThatAreTooOld() {
        retain("short", 1, exchange.deadline(2));
        retain("long", 1, exchange.deadline(3));
        retain("ever", 1, exchange.deadline(null));
        now = 2_000_000_000L;
        assertEquals(List.of("long", "ever"), retained());
    }

    @Test
    void shouldKeepTheNewestWithinItsBounds() {
        for (int i = 0; i < Exchange.MOST_RETAINED + 10; i++) {
            retain("t" + i, 1, Long.MAX_VALUE);
        }
        assertEquals(Exchange.MOST_RETAINED, retained().size());
        assertEquals("t10", retained().get(0));

        int size = (int) (Exchange.MOST_RETAINED_BYTES / 4);
        for (int i = 0; i < 10; i++) {
            retain("big" + i, size, Long.MAX_VALUE);
        }
        assertTrue(retained().contains("big9"));
        assertTrue(retained().stream().filter(topic -> topic.startsWith("big")).count() <= 4);
    }
}
