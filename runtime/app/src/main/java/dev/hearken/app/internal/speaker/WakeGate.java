package dev.hearken.app.internal.speaker;

/** Decides whether a wake word that was heard is this speaker's to answer. Called on the event loop. */
@FunctionalInterface
interface WakeGate {

    /** A wake word that counts was heard. */
    void woke(SpeakerEvent.Woke woke);

    /** Time has passed. */
    default void tick() {
    }

    /** Ms until {@link #tick} is needed. */
    default long millisToDue() {
        return Long.MAX_VALUE;
    }

    /** Whether a wake word waits for its decision. */
    default boolean undecided() {
        return false;
    }
}
