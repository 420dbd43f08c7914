package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubSettings.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way out: a bounded queue and the few that are sent and not yet acknowledged.
 *
 * <p>When it is full, the oldest TELEMETRY goes, then the oldest EVENT; an intent never goes for the sake of another, so an
 * outbox full of intents refuses the new one. A retained message replaces an older one of its topic that still waits, and
 * the last one of each topic that has left is kept to be told again to a broker that may have forgotten it.
 *
 * <p>Thread-safe: any thread offers, the connection loop takes.
 */
public final class Outbox {

    /** What became of an offered message. */
    public enum Offer { ACCEPTED, FULL, TOO_LARGE }

    /**
     * @param id            of the message, for the lifetime of the port
     * @param deadlineNanos when it dies, {@link Long#MAX_VALUE} = never, on the clock handed to the outbox
     */
    public record Entry(long id, Message message, long deadlineNanos, int bytes) {
        /** Remaining life in whole seconds, rounded up, at least 1; 0 = for ever. */
        public long remainingSeconds(long nowNanos) {
            return deadlineNanos == Long.MAX_VALUE ? 0 : Math.max(1, (deadlineNanos - nowNanos + 999_999_999L) / 1_000_000_000L);
        }

        boolean expired(long nowNanos) {
            return deadlineNanos != Long.MAX_VALUE && deadlineNanos - nowNanos <= 0;
        }
    }

    /** A broker that dies this soon after its acknowledgement may not have passed the message on. */
    private static final long GRACE_NANOS = 250_000_000;
    /** Retained topics beyond this many are not told again after a reconnect; the speaker itself has two. */
    private static final int RETAINED_TOPICS = 64;

    private record Acknowledged(Entry entry, long atNanos) {
    }

    private final Limits limits;
    private final LongSupplier clock;
    private final Counters counters;
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final Map<Long, Entry> inFlight = new LinkedHashMap<>();
    /** Intents that the broker took while nobody had subscribed; they are sent again for as long as they live. */
    private final List<Entry> unheard = new ArrayList<>();
    /** Intents acknowledged within the last {@link #GRACE_NANOS}, by the time of the acknowledgement. */
    private final ArrayDeque<Acknowledged> justDelivered = new ArrayDeque<>();
    private final Map<String, Entry> retained = new LinkedHashMap<>();
    private long bytes;
    private long nextId = 1;

    public Outbox(Limits limits, LongSupplier clock, Counters counters) {
        this.limits = limits;
        this.clock = clock;
        this.counters = counters;
    }

    /** Takes a message over, or says why not; what had to go for it is counted. */
    public synchronized Offer offer(Message message) {
        int size = message.topic().getBytes(StandardCharsets.UTF_8).length + message.payload().length;
        if (size > limits.messageBytes()) {
            counters.rejected.increment();
            return Offer.TOO_LARGE;
        }
        dropExpired();
        supersede(message);
        if (!makeRoom(size, message.urgency())) {
            switch (message.urgency()) {
                case INTENT -> counters.refusedIntents.increment();
                case EVENT -> counters.droppedEvents.increment();
                case TELEMETRY -> counters.droppedTelemetry.increment();
            }
            return Offer.FULL;
        }
        queue.addLast(entry(message, size));
        bytes += size;
        counters.accepted.increment();
        return Offer.ACCEPTED;
    }

    private Entry entry(Message message, int size) {
        long deadline = message.expiry().isZero() ? Long.MAX_VALUE : clock.getAsLong() + message.expiry().toNanos();
        return new Entry(nextId++, message, deadline, size);
    }

    private void supersede(Message message) {
        if (message.retain() && removeFirst(waiting -> waiting.message().retain()
                && waiting.message().topic().equals(message.topic())) != null) {
            counters.superseded.increment();
        }
    }

    private boolean makeRoom(int size, Urgency urgency) {
        while (queue.size() + inFlight.size() + unheard.size() >= limits.outboxMessages() || bytes + size > limits.outboxBytes()) {
            if (removeFirst(waiting -> waiting.message().urgency() == Urgency.TELEMETRY) != null) {
                counters.droppedTelemetry.increment();
            } else if (urgency != Urgency.TELEMETRY
                    && removeFirst(waiting -> waiting.message().urgency() == Urgency.EVENT) != null) {
                counters.droppedEvents.increment();
            } else {
                return false;
            }
        }
        return true;
    }

    private @Nullable Entry removeFirst(Predicate<Entry> which) {
        for (Iterator<Entry> i = queue.iterator(); i.hasNext();) {
            Entry waiting = i.next();
            if (which.test(waiting)) {
                i.remove();
                bytes -= waiting.bytes();
                return waiting;
            }
        }
        return null;
    }

    /** Drops what is too old. */
    public synchronized void dropExpired() {
        long now = clock.getAsLong();
        while (removeFirst(waiting -> waiting.expired(now)) != null) {
            counters.expired.increment();
        }
        unheard.removeIf(entry -> {
            if (entry.expired(now)) {
                bytes -= entry.bytes();
                counters.expired.increment();
                return true;
            }
            return false;
        });
    }

    /** The next message to send; it counts as in flight until {@link #delivered} or {@link #rejected}. Null if none may go now. */
    public synchronized @Nullable Entry poll(int window) {
        dropExpired();
        if (inFlight.size() >= Math.min(window, limits.inFlight())) {
            return null;
        }
        Entry next = queue.pollFirst();
        if (next != null) {
            inFlight.put(next.id(), next);
        }
        return next;
    }

    /** The message was written (QoS 0) or acknowledged. Unknown ids are those of an earlier connection and are ignored. */
    public synchronized void delivered(long id) {
        Entry sent = inFlight.remove(id);
        if (sent == null) {
            return;
        }
        bytes -= sent.bytes();
        counters.delivered.increment();
        if (sent.message().retain()) {
            remember(sent);
        } else if (sent.message().urgency() == Urgency.INTENT && sent.message().qos() > 0) {
            forgetDelivered();
            justDelivered.addLast(new Acknowledged(sent, clock.getAsLong()));
        }
    }

    private void forgetDelivered() {
        long now = clock.getAsLong();
        while (!justDelivered.isEmpty() && now - justDelivered.peekFirst().atNanos() > GRACE_NANOS) {
            justDelivered.removeFirst();
        }
    }

    /** Nobody has subscribed to this message yet: an intent is kept for {@link #hearAgain}, anything else counts as delivered. */
    public synchronized void unheard(long id) {
        Entry sent = inFlight.get(id);
        if (sent != null && sent.message().urgency() == Urgency.INTENT && !sent.message().retain()) {
            inFlight.remove(id);
            unheard.add(sent);
        } else {
            delivered(id);
        }
    }

    /** Puts what nobody heard back to the head of the queue, in its old order. */
    public synchronized void hearAgain() {
        for (int i = unheard.size() - 1; i >= 0; i--) {
            queue.addFirst(unheard.get(i));
            counters.resent.increment();
        }
        unheard.clear();
    }

    public synchronized boolean hasUnheard() {
        return !unheard.isEmpty();
    }

    private void remember(Entry sent) {
        retained.remove(sent.message().topic());
        // An empty retained message deletes the topic: nothing to tell again.
        if (sent.message().payload().length > 0) {
            retained.put(sent.message().topic(), sent);
            if (retained.size() > RETAINED_TOPICS) {
                retained.remove(retained.keySet().iterator().next());
            }
        }
    }

    /** The broker or the client library does not want this message, now or ever. */
    public synchronized void rejected(long id) {
        Entry sent = inFlight.remove(id);
        if (sent != null) {
            bytes -= sent.bytes();
            counters.rejected.increment();
        }
    }

    /**
     * The connection broke: an intent acknowledged just before goes back, as a broker that died may not have passed it on, and
     * each unacknowledged message of QoS 1 or 2 goes back to the head of the queue once, in its old order, unless it is too old by
     * now or a newer retained message of its topic waits already. The hub may so see an intent twice.
     */
    public synchronized void connectionLost() {
        long now = clock.getAsLong();
        hearAgain();
        List<Entry> again = new ArrayList<>(inFlight.values());
        inFlight.clear();
        for (int i = again.size() - 1; i >= 0; i--) {
            Entry entry = again.get(i);
            if (entry.expired(now)) {
                counters.expired.increment();
            } else if (entry.message().qos() == 0) {
                counters.unconfirmed.increment();
            } else if (entry.message().retain() && waits(entry.message().topic())) {
                counters.superseded.increment();
            } else {
                counters.resent.increment();
                queue.addFirst(entry);
                continue;
            }
            bytes -= entry.bytes();
        }
        forgetDelivered();
        for (Acknowledged last = justDelivered.pollLast(); last != null; last = justDelivered.pollLast()) {
            if (!last.entry().expired(now)) {
                queue.addFirst(last.entry());
                bytes += last.entry().bytes();
                counters.resent.increment();
            }
        }
    }

    /** A connection stands again: the last retained message of each topic goes first, unless a newer one waits anyway. */
    public synchronized void tellRetainedAgain() {
        long now = clock.getAsLong();
        List<Entry> known = new ArrayList<>(retained.values());
        retained.clear();
        for (int i = known.size() - 1; i >= 0; i--) {
            Entry entry = known.get(i);
            if (!entry.expired(now) && !waits(entry.message().topic())) {
                queue.addFirst(entry);
                bytes += entry.bytes();
                counters.resent.increment();
            }
        }
    }

    private boolean waits(String topic) {
        return queue.stream().anyMatch(entry -> entry.message().retain() && entry.message().topic().equals(topic));
    }

    public synchronized boolean isEmpty() {
        return queue.isEmpty() && inFlight.isEmpty();
    }

    public synchronized int queued() {
        return queue.size();
    }

    public synchronized int inFlight() {
        return inFlight.size();
    }

    public synchronized long bytes() {
        return bytes;
    }
}
