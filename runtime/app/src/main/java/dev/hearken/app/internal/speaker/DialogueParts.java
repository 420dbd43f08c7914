package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.dialogue.Conversation;
import dev.hearken.dialogue.DialogueSettings;
import dev.hearken.dialogue.Replies;

/** What a configuration makes of a dialogue. */
final class DialogueParts {

    private DialogueParts() {
    }

    /** A skill of the home may take longer to answer than one of the speaker. */
    static DialogueSettings settings(Configuration configuration) {
        DialogueSettings usual = configuration.dialogue().settings(configuration.siteId(), configuration.language());
        if (!configuration.hermes().enabled()) {
            return usual;
        }
        return usual.withAnswerTimeout(Math.round(configuration.hermes().sessionTimeoutSeconds() * 1000) + usual.answerTimeout());
    }

    /** Asks back where the speaker knows its home. */
    static Conversation conversation(Configuration configuration, SpeechParts speech, Replies replies) {
        Conversation first = speech.talk().map(talk -> new Conversation(configuration.dialogue().conversation(), talk.home(), replies, talk.sounds()))
            .orElseGet(() -> Conversation.literal(replies));
        return configuration.second().flatMap(second -> speech.other().map(other -> first.and(conversation(second, other, replies.in(second.language()))))).orElse(first);
    }
}
