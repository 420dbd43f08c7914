package dev.hearken.dialogue;

import dev.hearken.dialogue.DialogueState.Faulted;
import dev.hearken.dialogue.DialogueState.Idle;
import dev.hearken.dialogue.DialogueState.Muted;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What keeps the speaker from listening or speaking: the switch of the microphones, and faults. */
final class Conditions {

    private final Map<String, DialogueEvent.FaultRaised> faults = new TreeMap<>();
    private boolean muted;

    /** @return whether the event has to do with them, and is taken note of */
    boolean take(DialogueEvent event) {
        if (event instanceof DialogueEvent.MuteChanged change) {
            muted = change.muted();
        } else if (event instanceof DialogueEvent.FaultRaised fault) {
            faults.put(fault.code(), fault);
        } else if (event instanceof DialogueEvent.FaultCleared fault) {
            faults.remove(fault.code());
        } else {
            return false;
        }
        return true;
    }

    boolean mayListen() {
        return !muted && faults.values().stream().noneMatch(DialogueEvent.FaultRaised::blocksListening);
    }

    boolean maySpeak() {
        return faults.values().stream().noneMatch(DialogueEvent.FaultRaised::blocksSpeaking);
    }

    /** The state in which nothing goes on. */
    DialogueState rest(long now) {
        Set<String> deafening = new TreeSet<>();
        faults.values().stream().filter(DialogueEvent.FaultRaised::blocksListening).forEach(fault -> deafening.add(fault.code()));
        return !deafening.isEmpty() ? new Faulted(deafening, now) : muted ? new Muted(now) : new Idle(now);
    }
}
