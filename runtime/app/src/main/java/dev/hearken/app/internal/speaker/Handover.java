package dev.hearken.app.internal.speaker;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loaded models on their way to an agent, or the request to let go of those it has because there is no room for both: put down by
 * any thread, taken by the agent's at a moment at which it can change without losing anything. Looking costs one volatile read.
 */
final class Handover<T> {

    /** What an agent is asked to do. */
    sealed interface Step<T> {

        /** Told on the agent's thread when the old ones are closed. */
        Runnable taken();
    }

    /**
     * @param loaded ready to work
     * @param reopen loads the same again, should the agent fail later
     */
    record Offer<T>(T loaded, Supplier<T> reopen, Runnable taken) implements Step<T> {
    }

    /** Close the old ones and wait for an offer; what comes meanwhile is kept. */
    record LetGo<T>(Runnable taken) implements Step<T> {
    }

    private final AtomicReference<@Nullable Step<T>> step = new AtomicReference<>();

    /** Replaces one that was not taken yet. */
    void put(Step<T> next) {
        step.set(next);
    }

    @Nullable Step<T> peek() {
        return step.get();
    }

    /** Lets go of one that the agent has followed, unless there is a newer one already, and tells who waits. */
    void taken(Step<T> followed) {
        step.compareAndSet(followed, null);
        followed.taken().run();
    }
}
