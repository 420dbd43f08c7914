package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.hub.SiteTopic;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the home what happens in the dialogue. Confined to the event loop. */
final class DialoguePublisher {

    private final SpeakerHub hub;
    private final Messages messages;
    private String stateName;
    private String stateSession = "";
    private SpeakerEvent.@Nullable Woke woke;

    /** @param stateName of the dialogue at first */
    DialoguePublisher(SpeakerHub hub, Messages messages, String stateName) {
        this.hub = hub;
        this.messages = messages;
        this.stateName = stateName;
    }

    /** What the next conversation was begun with; null = no wake word. */
    void wokenBy(SpeakerEvent.@Nullable Woke event) {
        woke = event;
    }

    /** Publishes what an effect wants told; the state itself is told by {@link #state}, since more belongs to it. */
    void publish(DialogueEffect effect) {
        if (effect instanceof DialogueEffect.PublishWake wake) {
            hub.publish(SiteTopic.WAKE, messages.wake(wake.sessionId(), wake.phrase(), wake.score(), woke == null ? 0 : woke.threshold(),
                woke == null ? Double.NaN : woke.direction()));
        } else if (effect instanceof DialogueEffect.PublishTranscript heard) {
            hub.publish(SiteTopic.TRANSCRIPT, messages.transcript(heard.sessionId(), heard.transcript()));
        } else if (effect instanceof DialogueEffect.PublishIntent intent) {
            hub.publish(SiteTopic.INTENT, messages.intent(intent.intent(), woke == null ? "" : woke.phrase()));
        } else if (effect instanceof DialogueEffect.PublishNotRecognised not) {
            hub.publish(SiteTopic.TRANSCRIPT, messages.notRecognised(not.sessionId(), not.text(), not.reason()));
        } else if (effect instanceof DialogueEffect.PublishReply reply) {
            hub.publish(SiteTopic.REPLY, messages.reply(reply.sessionId(), reply.text(), reply.spoken()));
        } else if (effect instanceof DialogueEffect.PublishState state) {
            stateName = state.state();
            stateSession = state.sessionId();
        }
    }

    /** @param faults sources of what is wrong now */
    void state(SpeakerSettings settings, Set<String> faults) {
        hub.publish(SiteTopic.STATE, messages.state(stateName, stateSession, settings, faults));
    }
}
