package dev.hearken.app.internal.speaker;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loaded models on their way to an agent: put down by any thread, taken by the agent's at a moment at which it can change without
 * losing anything. Looking costs one volatile read.
 */
final class Handover<T> {

    /**
     * @param loaded ready to work
     * @param reopen loads the same again, should the agent fail later
     * @param taken  told on the agent's thread when the old ones are closed
     */
    record Offer<T>(T loaded, Supplier<T> reopen, Runnable taken) {
    }

    private final AtomicReference<@Nullable Offer<T>> offer = new AtomicReference<>();

    /** Replaces one that was not taken yet. */
    void put(Offer<T> next) {
        offer.set(next);
    }

    @Nullable Offer<T> peek() {
        return offer.get();
    }

    /** Lets go of one that the agent uses now, unless there is a newer one already, and tells who waits. */
    void taken(Offer<T> used) {
        offer.compareAndSet(used, null);
        used.taken().run();
    }
}
