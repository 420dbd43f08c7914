package dev.hearken.hub.internal;

import dev.hearken.hub.HubMetrics;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link HubMetrics}; any thread writes and reads. */
public final class Counters {

    final LongAdder accepted = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder resent = new LongAdder();
    final LongAdder superseded = new LongAdder();
    final LongAdder droppedTelemetry = new LongAdder();
    final LongAdder droppedEvents = new LongAdder();
    final LongAdder refusedIntents = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder unconfirmed = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder receivedDropped = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder losses = new LongAdder();

    public HubMetrics snapshot(Outbox outbox) {
        return new HubMetrics(accepted.sum(), delivered.sum(), resent.sum(), superseded.sum(), droppedTelemetry.sum(),
                droppedEvents.sum(), refusedIntents.sum(), expired.sum(), unconfirmed.sum(), rejected.sum(),
                outbox.queued(), outbox.bytes(), outbox.inFlight(), received.sum(), receivedDropped.sum(),
                connects.sum(), failures.sum(), losses.sum());
    }
}
