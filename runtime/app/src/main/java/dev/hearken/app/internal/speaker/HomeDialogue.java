package dev.hearken.app.internal.speaker;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Replies;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Transcript;
import java.util.Optional;

/** The home's part in a conversation. Called on the event loop; nothing waits. */
public interface HomeDialogue {

    /** Whether the home itself recognises and understands what follows the wake word. */
    default boolean understands() {
        return false;
    }

    /** The grammar to listen with in this session; empty = the whole vocabulary. */
    default Optional<CompiledGrammar> grammar(String sessionId) {
        return Optional.empty();
    }

    /** What of a transcript counts in this session. One that ends CANCELLED ends the listening without a word. */
    default Transcript heard(String sessionId, Transcript transcript) {
        return transcript;
    }

    /** Answers an intent that no skill of the speaker has answered; empty if the answer comes later, as an event. */
    Optional<Answer> answer(Intent intent);

    /** A skill of the speaker has answered. */
    default void answeredHere(Intent intent) {
    }

    /** A home that only listens to intents: the speaker confirms them itself. */
    static HomeDialogue confirming(Replies replies) {
        return intent -> Optional.of(Answer.say(replies.in(intent.language()).to(intent)));
    }
}
