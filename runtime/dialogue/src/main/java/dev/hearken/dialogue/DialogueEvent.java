package dev.hearken.dialogue;

import dev.hearken.speech.Transcript;

/** What happens to a {@link DialogueSession}. Events that carry an id are ignored unless it is the current one: late results of what was cancelled do no harm. */
public sealed interface DialogueEvent {

    /**
     * @param score     of the wake word, 0..1
     * @param interpret false if only the transcript is wanted, because somebody else understands it
     */
    record Woke(String phrase, double score, boolean interpret) implements DialogueEvent {
        public Woke(String phrase, double score) {
            this(phrase, score, true);
        }
    }

    /** Somebody asks the speaker to listen as if it had been woken: a button, the hub. */
    record ListenRequested() implements DialogueEvent {
    }

    /** Somebody has begun to speak: the first words have been understood. */
    record SpeechStarted(long listenId) implements DialogueEvent {
    }

    /** Nobody has spoken since this utterance began, and for so long that a sign may say: go on. At most once an utterance that began with the wake word. */
    record Quiet(long listenId) implements DialogueEvent {
    }

    /** A message has been spoken to its end, and is kept. */
    record MessageReady(long listenId) implements DialogueEvent {
    }

    /** The end of the utterance has been found. */
    record SpeechEnded(long listenId) implements DialogueEvent {
    }

    record TranscriptReady(long listenId, Transcript transcript) implements DialogueEvent {
    }

    /** A skill, or the reply template, answers the intent of a session. */
    record Answered(String sessionId, Answer answer) implements DialogueEvent {
    }

    /** The last sample of an utterance has left the loudspeaker. */
    record ReplySpoken(long utteranceId) implements DialogueEvent {
    }

    /**
     * An announcement: from the hub, a timer, the command line.
     *
     * @param sessionId what it belongs to, empty for nothing
     * @param priority  what it goes before
     */
    record SayRequested(String text, String sessionId, Priority priority) implements DialogueEvent {
        public SayRequested(String text, String sessionId) {
            this(text, sessionId, Priority.ANNOUNCEMENT);
        }

        public SayRequested(String text) {
            this(text, "");
        }
    }

    /**
     * A sound to be played as an announcement.
     *
     * @param soundId   names the sound for whoever keeps it
     * @param sessionId what it belongs to, empty for nothing
     * @param priority  what it goes before
     */
    record PlayRequested(String soundId, String sessionId, Priority priority) implements DialogueEvent {
        public PlayRequested(String soundId, String sessionId) {
            this(soundId, sessionId, Priority.ANNOUNCEMENT);
        }
    }

    /**
     * The hub begins a conversation, without the wake word; it needs a rest.
     *
     * @param sessionId chosen by the hub
     * @param text      said before listening; blank = listen at once
     * @param interpret false if only the transcript is wanted, which then ends the session
     */
    record SessionRequested(String sessionId, String text, boolean interpret) implements DialogueEvent {
    }

    /**
     * The speaker itself asks whether something shall be done that nobody here has said; it needs a rest. Only a yes does it.
     *
     * @param intent what a yes does, in a session of its own
     * @param text   the question
     */
    record ConfirmRequested(Intent intent, String text) implements DialogueEvent {
    }

    /** Stops everything: listening, speaking, what waits to be said. */
    record StopRequested() implements DialogueEvent {
    }

    /** Another speaker heard the same wake word better and has this conversation. */
    record Yielded(String sessionId) implements DialogueEvent {
    }

    /** The microphones are switched off or on. */
    record MuteChanged(boolean muted) implements DialogueEvent {
    }

    /**
     * @param code            names the fault until it is cleared, {@code microphone}
     * @param blocksListening nothing can be heard
     * @param blocksSpeaking  nothing can be said
     */
    record FaultRaised(String code, boolean blocksListening, boolean blocksSpeaking) implements DialogueEvent {
    }

    record FaultCleared(String code) implements DialogueEvent {
    }

    /** Time has passed; drives the time-outs. Ten a second are plenty. */
    record Tick() implements DialogueEvent {
    }
}
