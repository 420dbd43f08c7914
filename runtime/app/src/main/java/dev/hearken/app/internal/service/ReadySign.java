package dev.hearken.app.internal.service;

import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Goes up when the speaker hears and understands: both agents that do so have loaded their models. Passes on what it sees. */
public final class ReadySign implements SpeakerObserver, BooleanSupplier {

    private final SpeakerObserver next;
    private final Set<String> awaited = new HashSet<>(Set.of("front-end", "recogniser"));
    private volatile boolean up;

    public ReadySign(SpeakerObserver next) {
        this.next = next;
    }

    /** Any thread. */
    @Override
    public boolean getAsBoolean() {
        return up;
    }

    @Override
    public void happened(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Ready ready && awaited.remove(ready.role())) {
            up = awaited.isEmpty();
        }
        next.happened(event);
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        next.done(effect, nanos);
    }

    @Override
    public void settled(DialogueState state) {
        next.settled(state);
    }
}
