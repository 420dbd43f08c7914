package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import java.util.Set;

/** Looks on: the demonstration's time line, measurements. Called on the event loop, in the order in which things happen. */
public interface SpeakerObserver {

    SpeakerObserver NONE = new SpeakerObserver() {
    };

    default void happened(SpeakerEvent event) {
    }

    /** @param nanos when it was done, on the scale of System.nanoTime() */
    default void done(DialogueEffect effect, long nanos) {
    }

    /** All effects of an event have been done, and this is the state now. */
    default void settled(DialogueState state) {
    }

    /**
     * What the speaker has told the home of itself.
     *
     * @param state    as published
     * @param faults   sources of what is wrong
     */
    default void stated(String state, SpeakerSettings settings, Set<String> faults) {
    }

    /** A timer or alarm rings, or does no more. */
    default void rings(boolean now) {
    }
}
