package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueState;

/** The speaker as protocols of the home see it. Belongs to the event loop. */
public interface SpeakerDialogue {

    /** Tells the dialogue something; while an event is being handled this follows it. */
    void dispatch(DialogueEvent event);

    DialogueState state();

    /** Plays a sound as an announcement of this session. */
    void play(Clip clip, String sessionId);

    /** @param percent 0..100 */
    void volume(int percent);

    /** Whether wake words count. */
    void wakeable(boolean value);

    /** Silences the loudspeaker, or lets it sound again at the volume it had. */
    void silence(boolean silent);

    /** Ends the utterance that is being listened to; its transcript comes as usual. */
    void finishListening();
}
