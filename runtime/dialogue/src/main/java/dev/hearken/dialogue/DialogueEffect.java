package dev.hearken.dialogue;

import dev.hearken.speech.Transcript;
import java.util.Optional;

/** What a {@link DialogueSession} wants done, in this order. */
public sealed interface DialogueEffect {

    /** Short sounds and lights that need no words. */
    enum Sign {
        /** The name was heard. Never to be heard itself: somebody may be speaking already. */
        WOKEN,
        /** Nobody has begun to speak after the name: go on. The dialogue does not listen until it is over. */
        GO_ON,
        /** Something was done that needs no words. */
        DONE,
        NOTHING_HEARD, NOT_UNDERSTOOD, CANCELLED
    }

    /**
     * Begin an utterance of the recogniser.
     *
     * @param expected what may be said
     */
    record StartListening(String sessionId, long listenId, Expected expected) implements DialogueEffect {
    }

    /** Keep what is said instead of understanding it; ends with {@link DialogueEvent.MessageReady}, or with {@link StopListening}. */
    record StartRecording(String sessionId, long listenId) implements DialogueEffect {
    }

    /**
     * Send what was kept; the result comes back as {@link DialogueEvent.Answered}.
     *
     * @param area the room; empty = all rooms
     */
    record SendMessage(String sessionId, Optional<String> area) implements DialogueEffect {
    }

    /** Abandon the utterance; a transcript that still comes is ignored. */
    record StopListening(long listenId) implements DialogueEffect {
    }

    /** Have a skill, or the reply template, answer; the result comes back as {@link DialogueEvent.Answered}. */
    record Perform(Intent intent) implements DialogueEffect {
    }

    record Speak(String sessionId, long utteranceId, String text) implements DialogueEffect {
    }

    /** As {@link Speak}, of a sound that somebody handed over; {@link StopSpeaking} and {@link DialogueEvent.ReplySpoken} serve both. */
    record PlaySound(String sessionId, long utteranceId, String soundId) implements DialogueEffect {
    }

    record StopSpeaking(long utteranceId) implements DialogueEffect {
    }

    /** @param utteranceId number of its sound; ends with {@link DialogueEvent.ReplySpoken}, where it has one */
    record PlaySign(Sign sign, long utteranceId) implements DialogueEffect {
    }

    record Act(SpeakerAction action) implements DialogueEffect {
    }

    record PublishWake(String sessionId, String phrase, double score) implements DialogueEffect {
    }

    record PublishTranscript(String sessionId, Transcript transcript) implements DialogueEffect {
    }

    record PublishIntent(Intent intent) implements DialogueEffect {
    }

    /** @param reason {@code no-speech}, {@code rejected}, {@code timeout}, {@code no-answer} */
    record PublishNotRecognised(String sessionId, String text, String reason) implements DialogueEffect {
    }

    /** @param spoken false if a fault keeps the speaker from saying it */
    record PublishReply(String sessionId, String text, boolean spoken) implements DialogueEffect {
    }

    record PublishState(String state, String sessionId) implements DialogueEffect {
    }
}
