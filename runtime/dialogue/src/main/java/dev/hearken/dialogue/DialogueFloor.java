package dev.hearken.dialogue;

import dev.hearken.dialogue.DialogueState.Faulted;
import dev.hearken.dialogue.DialogueState.Idle;
import dev.hearken.dialogue.DialogueState.Speaking;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a dialogue stands, and what sounds or waits to sound: the part of a {@link DialogueSession} that asks for no understanding. Confined to it. */
final class DialogueFloor {

    private final DialogueOrders orders;
    private final Conditions conditions;
    /** What waits for a rest. */
    private final Backlog waiting;
    /** What is being said or played now, if it may be taken up again. */
    private @Nullable Announcement sounding;
    private DialogueState state;

    /** @param mostWaiting announcements that wait at the same time */
    DialogueFloor(DialogueOrders orders, Conditions conditions, int mostWaiting, long now) {
        this.orders = orders;
        this.conditions = conditions;
        waiting = new Backlog(mostWaiting);
        state = new Idle(now);
    }

    DialogueState state() {
        return state;
    }

    /** Goes over to a state that looks the same from outside. */
    void become(DialogueState next) {
        state = next;
    }

    /** Nothing waits any more. */
    void clear() {
        waiting.clear();
    }

    /** What is being said now is not taken up again. */
    void forget() {
        sounding = null;
    }

    void announce(Announcement announcement, long now) {
        waiting.add(announcement);
        if (state instanceof Speaking speaking && announcement.priority() == Priority.ALARM && speaking.priority() != Priority.ALARM) {
            interrupt(now);
        } else if (state.resting()) {
            rest(now);
        }
    }

    /** What is being said gives way, and is said anew afterwards; a question is not waited for any more. */
    private void interrupt(long now) {
        orders.silence(state);
        if (sounding != null) {
            waiting.addFirst(sounding);
        }
        rest(now);
    }

    void speak(Announcement said, boolean listenAfter, long now) {
        boolean able = conditions.maySpeak();
        if (!said.isSound()) {
            orders.add(new DialogueEffect.PublishReply(said.sessionId(), said.text(), able));
        }
        if (able) {
            long utteranceId = said.isSound() ? orders.play(said.sessionId(), said.soundId()) : orders.speak(said.sessionId(), said.text());
            // A sound is handed over once; a question would be asked out of place.
            sounding = said.isSound() || listenAfter ? null : said;
            enter(new Speaking(said.sessionId(), utteranceId, listenAfter, said.priority(), now));
        } else {
            rest(now);
        }
    }

    /** Speaks what waits, or rests. At most as deep as texts wait. */
    void rest(long now) {
        Optional<Announcement> waited = waiting.next();
        if (waited.isPresent()) {
            speak(waited.get(), false, now);
            return;
        }
        DialogueState next = conditions.rest(now);
        if (!next.name().equals(state.name())) {
            enter(next);
        } else if (next instanceof Faulted) {
            state = next;
        }
    }

    void enter(DialogueState next) {
        state = next;
        orders.add(new DialogueEffect.PublishState(next.name(), next.sessionId()));
    }
}
