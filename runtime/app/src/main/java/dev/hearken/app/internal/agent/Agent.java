package dev.hearken.app.internal.agent;

/**
 * One duty of the speaker, done in small cycles on one thread at a time (after Agrona's Agent). It has no thread of its own:
 * an {@link AgentRunner} gives it one, a test steps it through an {@link AgentInvoker}.
 */
public interface Agent {

    /** Takes what the duty needs; called before the first cycle and again after each failure. */
    default void onStart() {
    }

    /**
     * Does a bounded piece of work.
     *
     * @return 0 if there was nothing to do, anything greater if there may be more
     */
    int doWork();

    /** Gives back what {@link #onStart()} took; called once for each start, also for one that failed. */
    default void onClose() {
    }

    /** Name for threads, logs, metrics and faults. */
    String roleName();
}
