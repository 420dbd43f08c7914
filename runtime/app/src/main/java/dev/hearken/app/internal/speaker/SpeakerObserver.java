package dev.hearken.app.internal.speaker;

import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import java.util.List;

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

    /** Several observers, told in this order. */
    static SpeakerObserver of(List<SpeakerObserver> observers) {
        List<SpeakerObserver> all = List.copyOf(observers);
        return new SpeakerObserver() {
            @Override
            public void happened(SpeakerEvent event) {
                all.forEach(observer -> observer.happened(event));
            }

            @Override
            public void done(DialogueEffect effect, long nanos) {
                all.forEach(observer -> observer.done(effect, nanos));
            }

            @Override
            public void settled(DialogueState state) {
                all.forEach(observer -> observer.settled(state));
            }
        };
    }
}
