package dev.hearken.app.internal.speaker;

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

    private volatile @Nullable Offer<T> offer;

    void put(Offer<T> next) {
        offer = next;
    }

    @Nullable Offer<T> peek() {
        return offer;
    }

    void taken() {
        offer = null;
    }
}
