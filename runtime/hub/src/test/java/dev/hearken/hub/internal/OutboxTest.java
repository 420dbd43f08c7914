package dev.hearken.hub.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubMetrics;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubSettings.Limits;
import dev.hearken.hub.internal.Outbox.Entry;
import dev.hearken.hub.internal.Outbox.Offer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private long now = -5;
    private final Counters counters = new Counters();
    private Outbox outbox = outbox(4, 10_000);

    private Outbox outbox(int messages, long bytes) {
        return new Outbox(new Limits(messages, bytes, 100, 3, 10), () -> now, counters);
    }

    private HubMetrics metrics() {
        return counters.snapshot(outbox);
    }

    private static Message message(Urgency urgency, String text) {
        return message(urgency, text, 1, Duration.ZERO);
    }

    private static Message message(Urgency urgency, String text, int qos, Duration expiry) {
        return new Message("t", text.getBytes(StandardCharsets.UTF_8), qos, false, expiry, urgency);
    }

    private static Message retained(String topic, String text) {
        return new Message(topic, text.getBytes(StandardCharsets.UTF_8), 1, true, Duration.ZERO, Urgency.EVENT);
    }

    private static String text(Entry entry) {
        return new String(entry.message().payload(), StandardCharsets.UTF_8);
    }

    /** Takes and acknowledges everything. */
    private List<String> drain() {
        List<String> texts = new ArrayList<>();
        for (Entry next = outbox.poll(10); next != null; next = outbox.poll(10)) {
            texts.add(text(next));
            outbox.delivered(next.id());
        }
        return texts;
    }

    @Test
    void shouldDropOldestTelemetryThenOldestEventButNoIntent() {
        outbox.offer(message(Urgency.INTENT, "i1"));
        outbox.offer(message(Urgency.EVENT, "e1"));
        outbox.offer(message(Urgency.TELEMETRY, "t1"));
        outbox.offer(message(Urgency.EVENT, "e2"));

        assertEquals(Offer.ACCEPTED, outbox.offer(message(Urgency.INTENT, "i2")));
        assertEquals(Offer.ACCEPTED, outbox.offer(message(Urgency.INTENT, "i3")));

        assertEquals(1, metrics().droppedTelemetry());
        assertEquals(1, metrics().droppedEvents());
        assertEquals(List.of("i1", "e2", "i2", "i3"), drain());
    }

    @Test
    void shouldRefuseAnIntentOnlyWhenIntentsAloneFillTheOutbox() {
        for (int i = 0; i < 4; i++) {
            assertEquals(Offer.ACCEPTED, outbox.offer(message(Urgency.INTENT, "i" + i)));
        }

        assertEquals(Offer.FULL, outbox.offer(message(Urgency.INTENT, "one too many")));

        assertEquals(1, metrics().refusedIntents());
        assertEquals(List.of("i0", "i1", "i2", "i3"), drain());
    }

    @Test
    void shouldNotDropAnEventForTelemetry() {
        for (int i = 0; i < 4; i++) {
            outbox.offer(message(Urgency.EVENT, "e" + i));
        }

        assertEquals(Offer.FULL, outbox.offer(message(Urgency.TELEMETRY, "t")));

        assertEquals(1, metrics().droppedTelemetry());
        assertEquals(4, metrics().queued());
    }

    @Test
    void shouldKeepWithinItsBytes() {
        outbox = outbox(100, 50);
        for (int i = 0; i < 20; i++) {
            outbox.offer(message(Urgency.EVENT, "123456789"));
            assertTrue(outbox.bytes() <= 50);
        }
        assertEquals(5, outbox.queued());
        assertEquals(15, metrics().droppedEvents());
        drain();
        assertEquals(0, outbox.bytes());
    }

    @Test
    void shouldRefuseAMessageThatIsTooLarge() {
        assertEquals(Offer.TOO_LARGE, outbox.offer(message(Urgency.INTENT, "x".repeat(100))));
        assertEquals(1, metrics().rejected());
        assertTrue(outbox.isEmpty());
    }

    @Test
    void shouldDropWhatIsTooOldAndTellTheRestHowLongItLives() {
        outbox.offer(message(Urgency.INTENT, "short", 1, Duration.ofSeconds(2)));
        outbox.offer(message(Urgency.INTENT, "long", 1, Duration.ofSeconds(30)));
        now += Duration.ofMillis(2500).toNanos();

        Entry next = outbox.poll(10);

        assertEquals("long", text(next));
        assertEquals(28, next.remainingSeconds(now));
        assertEquals(1, metrics().expired());
        assertNull(outbox.poll(10));
    }

    @Test
    void shouldSendNoMoreThanTheWindowUntilOneIsAcknowledged() {
        for (int i = 0; i < 4; i++) {
            outbox.offer(message(Urgency.EVENT, "e" + i));
        }
        Entry first = outbox.poll(2);
        outbox.poll(2);
        assertNull(outbox.poll(2));

        outbox.delivered(first.id());

        assertEquals("e2", text(outbox.poll(2)));
        assertEquals(2, outbox.inFlight());
    }

    @Test
    void shouldSendUnacknowledgedMessagesAgainInOrderUnlessTooOld() {
        outbox.offer(message(Urgency.INTENT, "i1"));
        outbox.offer(message(Urgency.INTENT, "old", 1, Duration.ofSeconds(1)));
        outbox.offer(message(Urgency.TELEMETRY, "qos 0", 0, Duration.ZERO));
        outbox.offer(message(Urgency.INTENT, "i2"));
        Entry lost = outbox.poll(10);
        outbox.poll(10);
        outbox.poll(10);
        now += Duration.ofSeconds(1).toNanos();

        outbox.connectionLost();

        assertEquals(1, metrics().resent());
        assertEquals(1, metrics().expired());
        assertEquals(1, metrics().unconfirmed());
        Entry again = outbox.poll(10);
        assertEquals(lost.id(), again.id());
        assertEquals("i2", text(outbox.poll(10)));
        assertNull(outbox.poll(10));
    }

    @Test
    void shouldNotCountALateAcknowledgementTwice() {
        outbox.offer(message(Urgency.INTENT, "i"));
        Entry sent = outbox.poll(10);
        outbox.delivered(sent.id());
        outbox.delivered(sent.id());
        outbox.rejected(sent.id());

        assertEquals(1, metrics().delivered());
        assertEquals(0, metrics().rejected());
        assertEquals(0, outbox.bytes());
    }

    @Test
    void shouldSendOnlyTheNewestRetainedMessageOfATopic() {
        outbox.offer(retained("state", "idle"));
        outbox.offer(retained("status", "online"));
        outbox.offer(retained("state", "busy"));

        assertEquals(1, metrics().superseded());
        assertEquals(List.of("online", "busy"), drain());
    }

    @Test
    void shouldTellTheLastRetainedMessagesAgainUnlessNewerOnesWait() {
        outbox.offer(retained("state", "idle"));
        outbox.offer(retained("status", "online"));
        outbox.offer(retained("gone", "x"));
        drain();
        outbox.offer(retained("gone", ""));
        drain();
        outbox.offer(retained("state", "busy"));

        outbox.tellRetainedAgain();

        assertEquals(List.of("online", "busy"), drain());
    }

    @Test
    void shouldNotSendAnOldRetainedMessageAfterANewerOneWaits() {
        outbox.offer(retained("state", "idle"));
        outbox.poll(10);
        outbox.offer(retained("state", "busy"));

        outbox.connectionLost();

        assertEquals(List.of("busy"), drain());
        assertEquals(0, outbox.bytes());
    }

    @Test
    void shouldSendAnIntentAgainThatNobodyHadSubscribedTo() {
        outbox.offer(message(Urgency.INTENT, "i1", 1, Duration.ofSeconds(1)));
        outbox.offer(message(Urgency.EVENT, "e1"));
        outbox.unheard(outbox.poll(10).id());
        outbox.unheard(outbox.poll(10).id());
        assertNull(outbox.poll(10));
        assertTrue(outbox.hasUnheard());

        outbox.hearAgain();
        assertEquals("i1", text(outbox.poll(10)), "the event counts as delivered");
        assertNull(outbox.poll(10));
    }

    @Test
    void shouldLetAnUnheardIntentExpire() {
        outbox.offer(message(Urgency.INTENT, "i1", 1, Duration.ofSeconds(1)));
        outbox.unheard(outbox.poll(10).id());
        now += 1_000_000_001L;
        outbox.dropExpired();
        outbox.hearAgain();
        assertNull(outbox.poll(10));
        assertEquals(1, metrics().expired());
        assertEquals(0, outbox.bytes());
    }

    @Test
    void shouldSendAnIntentAgainWhoseBrokerDiedRightAfterItsAcknowledgement() {
        outbox.offer(message(Urgency.INTENT, "old"));
        drain();
        now += 300_000_000;
        outbox.offer(message(Urgency.INTENT, "new"));
        outbox.offer(message(Urgency.EVENT, "event"));
        drain();
        now += 200_000_000;
        outbox.connectionLost();
        assertEquals(List.of("new"), drain());
        assertEquals(0, outbox.bytes());
    }
}
