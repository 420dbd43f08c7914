package dev.hearken.dialogue;

import dev.hearken.dialogue.DialogueEffect.Sign;
import java.util.ArrayList;
import java.util.List;

/** The effects of one event as they are collected, and the numbers of utterances, heard or said, counted upwards. Confined to its {@link DialogueSession}. */
final class DialogueOrders {

    private List<DialogueEffect> effects = new ArrayList<>();
    private long ids;

    /** What has been ordered since the last call; a list of its own each time. */
    List<DialogueEffect> take() {
        List<DialogueEffect> ordered = effects;
        effects = new ArrayList<>();
        return ordered;
    }

    void add(DialogueEffect effect) {
        effects.add(effect);
    }

    /** @return number of its sound */
    long sign(Sign sign) {
        long utteranceId = ++ids;
        effects.add(new DialogueEffect.PlaySign(sign, utteranceId));
        return utteranceId;
    }

    /** @return number of the utterance that is listened for */
    long listen(String sessionId, Expected expected) {
        long listenId = ++ids;
        effects.add(new DialogueEffect.StartListening(sessionId, listenId, expected));
        return listenId;
    }

    /** @return number of the message that is kept */
    long record(String sessionId) {
        long listenId = ++ids;
        effects.add(new DialogueEffect.StartRecording(sessionId, listenId));
        return listenId;
    }

    /** @return number of what is being said */
    long speak(String sessionId, String text) {
        long utteranceId = ++ids;
        effects.add(new DialogueEffect.Speak(sessionId, utteranceId, text));
        return utteranceId;
    }

    /** @return number of what is being played */
    long play(String sessionId, String soundId) {
        long utteranceId = ++ids;
        effects.add(new DialogueEffect.PlaySound(sessionId, utteranceId, soundId));
        return utteranceId;
    }

    /** Ends what is being said in this state, if anything is. */
    void silence(DialogueState state) {
        if (state instanceof DialogueState.Speaking speaking) {
            effects.add(new DialogueEffect.StopSpeaking(speaking.utteranceId()));
        } else if (state instanceof DialogueState.Prompting prompting) {
            effects.add(new DialogueEffect.StopSpeaking(prompting.utteranceId()));
        }
    }

    /** Ends what is being listened to in this state, if anything is. */
    void stopListening(DialogueState state) {
        if (state instanceof DialogueState.Listening listening) {
            effects.add(new DialogueEffect.StopListening(listening.listenId()));
        } else if (state instanceof DialogueState.Deciding deciding) {
            effects.add(new DialogueEffect.StopListening(deciding.listenId()));
        }
    }

    void notRecognised(String sessionId, String text, String reason, Sign sign) {
        effects.add(new DialogueEffect.PublishNotRecognised(sessionId, text, reason));
        sign(sign);
    }
}
