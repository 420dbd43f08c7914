package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.hub.SiteTopic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** How things are, for the home and for those who look on. Confined to the event loop. */
final class StateBoard {

    private static final String IDLE = "idle";
    private static final String CALLING = "calling";

    private final SpeakerHub hub;
    private final Messages messages;
    private final DoNotDisturb undisturbed;
    private final CallTurn calls;
    private final SpeakerObserver observer;
    private final Clock wallClock;
    private String name;
    private String session = "";
    /** Whether what was told last says that nobody is to be disturbed. */
    private boolean toldUndisturbed;

    StateBoard(DialogueLoop.Parts parts) {
        hub = parts.hub();
        messages = parts.messages();
        undisturbed = parts.undisturbed();
        calls = parts.calls();
        observer = parts.observer();
        wallClock = parts.wallClock();
        name = parts.session().state().name();
    }

    /** The dialogue has gone over to another state. */
    void entered(DialogueEffect.PublishState state) {
        name = state.state();
        session = state.sessionId();
    }

    void tell(SpeakerSettings settings, Set<String> faults) {
        Optional<Instant> until = undisturbed.until(ZonedDateTime.now(wallClock));
        toldUndisturbed = until.isPresent();
        // What the dialogue does goes before the call, which waits meanwhile.
        String shown = name.equals(IDLE) && !calls.resting() ? CALLING : name;
        hub.publish(SiteTopic.STATE, messages.state(shown, session, settings, faults, until, calls.peer()));
        observer.stated(shown, settings, faults);
    }

    /** Whether what was told is not so any more. */
    boolean stale() {
        return toldUndisturbed && undisturbed.until(ZonedDateTime.now(wallClock)).isEmpty();
    }
}
