package dev.hearken.hub.internal.broker;

import dev.hearken.hub.internal.TopicNames;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is connected and what is retained. Owned by the broker's event loop. */
public final class Exchange {

    static final int MOST_RETAINED = 1000;
    static final long MOST_RETAINED_BYTES = 8 << 20;

    /** @param deadlineNanos when it dies; {@link Long#MAX_VALUE} = never */
    record Parcel(String topic, byte[] payload, int qos, boolean retain, long deadlineNanos) {
    }

    private final LongSupplier clock;
    private final Map<String, BrokerClient> clients = new LinkedHashMap<>();
    private final Map<String, Parcel> retained = new LinkedHashMap<>();
    private long retainedBytes;

    public Exchange(LongSupplier clock) {
        this.clock = clock;
    }

    public int clients() {
        return clients.size();
    }

    /** A second client of the same name throws the first out (MQTT 5.0, 3.1.4-3). */
    void enter(BrokerClient client) {
        BrokerClient previous = clients.put(client.id(), client);
        if (previous != null) {
            previous.takenOver();
        }
    }

    void leave(BrokerClient client) {
        clients.remove(client.id(), client);
    }

    public void dropAll() {
        List.copyOf(clients.values()).forEach(BrokerClient::drop);
        clients.clear();
    }

    long now() {
        return clock.getAsLong();
    }

    /** @param seconds life of a message as it came over the wire, or null */
    long deadline(@Nullable Integer seconds) {
        return seconds == null ? Long.MAX_VALUE : clock.getAsLong() + Integer.toUnsignedLong(seconds) * 1_000_000_000L;
    }

    /** Hands a message to everybody who wants it; {@code from} is null for a last will. */
    void route(Parcel parcel, @Nullable BrokerClient from) {
        if (parcel.retain()) {
            retain(parcel);
        }
        for (BrokerClient client : List.copyOf(clients.values())) {
            client.offer(parcel, client == from);
        }
    }

    private void retain(Parcel parcel) {
        Parcel previous = retained.remove(parcel.topic());
        if (previous != null) {
            retainedBytes -= previous.payload().length;
        }
        if (parcel.payload().length == 0) {
            return;
        }
        retained.put(parcel.topic(), parcel);
        retainedBytes += parcel.payload().length;
        for (Iterator<Parcel> i = retained.values().iterator();
                i.hasNext() && (retained.size() > MOST_RETAINED || retainedBytes > MOST_RETAINED_BYTES);) {
            retainedBytes -= i.next().payload().length;
            i.remove();
        }
    }

    /** Retained messages under a filter that are still alive. */
    List<Parcel> retainedUnder(String filter) {
        long now = clock.getAsLong();
        List<Parcel> found = new ArrayList<>();
        for (Iterator<Parcel> i = retained.values().iterator(); i.hasNext();) {
            Parcel parcel = i.next();
            if (parcel.deadlineNanos() != Long.MAX_VALUE && parcel.deadlineNanos() - now <= 0) {
                retainedBytes -= parcel.payload().length;
                i.remove();
            } else if (TopicNames.matches(filter, parcel.topic())) {
                found.add(parcel);
            }
        }
        return found;
    }
}
