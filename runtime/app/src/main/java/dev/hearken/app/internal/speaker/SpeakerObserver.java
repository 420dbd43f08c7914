package dev.hearken.app.internal.speaker;

import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;

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
}
