package dev.hearken.dialogue;

import java.util.Set;

/** Where a {@link DialogueSession} stands. Times are those handed to {@link DialogueSession#on}. */
public sealed interface DialogueState {

    /** As published. */
    String name();

    /** When the state was entered, in ms. */
    long since();

    /** The conversation it belongs to; empty for none. */
    default String sessionId() {
        return "";
    }

    /** States in which nothing goes on, and which last until something happens. */
    default boolean resting() {
        return false;
    }

    /** Waits for the wake word. */
    record Idle(long since) implements DialogueState {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public boolean resting() {
            return true;
        }
    }

    /** The microphones are switched off by the user; announcements are still spoken. */
    record Muted(long since) implements DialogueState {
        @Override
        public String name() {
            return "muted";
        }

        @Override
        public boolean resting() {
            return true;
        }
    }

    /** @param codes the faults that keep the speaker from listening */
    record Faulted(Set<String> codes, long since) implements DialogueState {
        @Override
        public String name() {
            return "faulted";
        }

        @Override
        public boolean resting() {
            return true;
        }
    }

    /**
     * The recogniser hears an utterance.
     *
     * @param listenId number of the utterance, not of the session
     * @param started  when the session began, in ms
     * @param followUp whether nobody had to say the wake word
     * @param speech   whether somebody has begun to speak
     */
    record Listening(String sessionId, long listenId, long started, boolean followUp, boolean speech, long since) implements DialogueState {
        @Override
        public String name() {
            return "listening";
        }
    }

    /** The utterance is over, its transcript is awaited. */
    record Deciding(String sessionId, long listenId, long since) implements DialogueState {
        @Override
        public String name() {
            return "deciding";
        }
    }

    /** The intent is out, its answer is awaited. */
    record Answering(Intent intent, long since) implements DialogueState {
        @Override
        public String name() {
            return "answering";
        }

        @Override
        public String sessionId() {
            return intent.sessionId();
        }
    }

    /**
     * @param sessionId   empty for an announcement
     * @param utteranceId number of what is being said
     * @param listenAfter whether listening goes on afterwards without the wake word
     */
    record Speaking(String sessionId, long utteranceId, boolean listenAfter, long since) implements DialogueState {
        @Override
        public String name() {
            return "speaking";
        }
    }

    /** A reply that asks is over, but the room still sounds: nothing is listened to yet. */
    record Settling(String sessionId, long since) implements DialogueState {
        /** As heard from outside, the reply is not quite over. */
        @Override
        public String name() {
            return "speaking";
        }
    }
}
