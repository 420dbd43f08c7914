package dev.hearken.app.internal.wyoming;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engines that clients are served with, and who uses them: when the speaker goes over to other models, those who have begun may end
 * with the old ones, and whoever waits for the old ones to be free is told when the last has. Any thread.
 */
final class EngineRoom {

    private Generation newest;
    /** False between two generations, when there is room for one of them only. */
    private boolean open = true;
    private final Set<Generation> retired = new LinkedHashSet<>();

    EngineRoom(WyomingEngines first) {
        newest = new Generation(first);
    }

    private static final class Generation {
        private final WyomingEngines engines;
        private final Set<Lease> leases = new LinkedHashSet<>();
        private @Nullable Runnable free;

        Generation(WyomingEngines engines) {
            this.engines = engines;
        }
    }

    /** The right to use engines; the networks opened from them are closed before it is. */
    final class Lease implements AutoCloseable {
        private final Generation generation;
        private final Runnable evicted;

        private Lease(Generation generation, Runnable evicted) {
            this.generation = generation;
            this.evicted = evicted;
        }

        WyomingEngines engines() {
            return generation.engines;
        }

        /** Whether the speaker works with other models meanwhile. */
        boolean outdated() {
            synchronized (EngineRoom.this) {
                return generation != newest || !open;
            }
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /** What may be told about the engines; nothing of them may be opened. */
    synchronized WyomingEngines described() {
        return newest.engines;
    }

    /**
     * @param evicted told, on any thread, if the lease is to end before its time
     * @throws WyomingException while there are none
     */
    synchronized Lease lease(Runnable evicted) {
        if (!open) {
            throw new WyomingException("the speaker is changing its models, try again in a moment");
        }
        Lease lease = new Lease(newest, evicted);
        newest.leases.add(lease);
        return lease;
    }

    /** @param free told once nobody uses the engines of before any more */
    void change(WyomingEngines next, Runnable free) {
        boolean idle;
        synchronized (this) {
            idle = retire(free);
            newest = new Generation(next);
            open = true;
        }
        if (idle) {
            free.run();
        }
    }

    /** Gives out no more until {@link #change}. */
    void letGo(Runnable free) {
        boolean idle;
        synchronized (this) {
            idle = retire(free);
            open = false;
        }
        if (idle) {
            free.run();
        }
    }

    /** Whether engines of before are still in use. */
    synchronized boolean waits() {
        return !retired.isEmpty();
    }

    /** Asks those who still use engines of before to end. */
    void evict() {
        List<Lease> late;
        synchronized (this) {
            late = retired.stream().flatMap(generation -> generation.leases.stream()).toList();
        }
        late.forEach(lease -> lease.evicted.run());
    }

    private boolean retire(Runnable free) {
        if (newest.leases.isEmpty()) {
            return true;
        }
        Runnable earlier = newest.free;
        newest.free = earlier == null ? free : () -> {
            earlier.run();
            free.run();
        };
        retired.add(newest);
        return false;
    }

    private void release(Lease lease) {
        Runnable free = null;
        synchronized (this) {
            if (lease.generation.leases.remove(lease) && lease.generation.leases.isEmpty() && retired.remove(lease.generation)) {
                free = lease.generation.free;
                lease.generation.free = null;
            }
        }
        if (free != null) {
            free.run();
        }
    }
}
