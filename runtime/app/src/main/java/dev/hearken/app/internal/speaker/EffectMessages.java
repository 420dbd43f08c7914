package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.hub.SiteTopic;

/** Publishes what the dialogue wants to be known. Confined to the event loop. */
final class EffectMessages {

    private final SpeakerHub hub;
    private final Messages messages;

    EffectMessages(SpeakerHub hub, Messages messages) {
        this.hub = hub;
        this.messages = messages;
    }

    /**
     * @param woke how the speaker woke last; a word of "" stands for a conversation without one
     */
    void publish(DialogueEffect effect, WakeNote woke) {
        if (effect instanceof DialogueEffect.PublishWake wake) {
            hub.publish(SiteTopic.WAKE, messages.wake(wake.sessionId(), wake.phrase(), wake.score(), woke.threshold(), woke.direction()));
        } else if (effect instanceof DialogueEffect.PublishTranscript heard) {
            hub.publish(SiteTopic.TRANSCRIPT, messages.transcript(heard.sessionId(), heard.transcript()));
        } else if (effect instanceof DialogueEffect.PublishIntent intent) {
            hub.publish(SiteTopic.INTENT, messages.intent(intent.intent(), woke.word()));
        } else if (effect instanceof DialogueEffect.PublishNotRecognised not) {
            hub.publish(SiteTopic.TRANSCRIPT, messages.notRecognised(not.sessionId(), not.text(), not.reason()));
        } else if (effect instanceof DialogueEffect.PublishReply reply) {
            hub.publish(SiteTopic.REPLY, messages.reply(reply.sessionId(), reply.text(), reply.spoken()));
        }
    }

    /**
     * @param word      the phrase; empty for none
     * @param direction degrees; NaN if it is not known
     * @param threshold score that was needed
     */
    record WakeNote(String word, double direction, double threshold) {
        static final WakeNote NONE = new WakeNote("", Double.NaN, 0);
    }
}
