package dev.hearken.dialogue;

import java.util.Set;

/**
 * Where a {@link DialogueSession} stands. Times are those handed to {@link DialogueSession#on}.
 *
 * <p>"rest" is {@code faulted} while a fault keeps the speaker from listening, else {@code muted} while the microphones are off, else {@code idle} -
 * unless an announcement waits, which is then spoken. Pairs that are not listed change nothing.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>state</th><th>event</th><th>next</th><th>effects, beside PublishState</th></tr>
 * <tr><td>idle, answering</td><td>Woke, ListenRequested</td><td>listening</td><td>PublishWake, PlaySign, StartListening</td></tr>
 * <tr><td>speaking (able to listen)</td><td>Woke, ListenRequested</td><td>listening</td><td>StopSpeaking, PublishWake, PlaySign, StartListening</td></tr>
 * <tr><td>listening</td><td>Woke, session young enough</td><td>listening</td><td>StopListening, PublishWake, StartListening: the utterance starts over</td></tr>
 * <tr><td>listening</td><td>SpeechStarted</td><td>listening</td><td>none: the wait for the first word is over</td></tr>
 * <tr><td>listening (no follow-up, no speech)</td><td>Quiet</td><td>prompting</td><td>StopListening, PlaySign; nothing is listened to before the sign is over</td></tr>
 * <tr><td>prompting</td><td>Tick after the sign's end and its tail</td><td>listening</td><td>StartListening, without PublishState</td></tr>
 * <tr><td>prompting</td><td>Woke</td><td>listening</td><td>StopSpeaking, PublishWake, StartListening</td></tr>
 * <tr><td>prompting</td><td>MuteChanged(true), FaultRaised (listening)</td><td>rest</td><td>StopSpeaking</td></tr>
 * <tr><td>listening</td><td>SpeechEnded</td><td>deciding</td><td></td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, understood</td><td>answering</td><td>PublishTranscript, PublishIntent, Perform</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, something is missing or risky</td><td>speaking, then listening</td><td>PublishTranscript, PublishReply, Speak (the question)</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, rejected</td><td>speaking or rest</td><td>PublishTranscript, PublishNotRecognised, PlaySign, Speak (sorry)</td></tr>
 * <tr><td>listening (follow-up)</td><td>TranscriptReady, no speech, follow-up not over</td><td>listening</td><td>StartListening</td></tr>
 * <tr><td>listening (follow-up)</td><td>Tick, nobody spoke within the follow-up</td><td>rest</td><td>StopListening, PublishNotRecognised, PlaySign</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, no speech</td><td>rest</td><td>PublishNotRecognised, PlaySign</td></tr>
 * <tr><td>listening, deciding</td><td>Tick after the time-out</td><td>rest</td><td>StopListening, PublishNotRecognised, PlaySign</td></tr>
 * <tr><td>answering</td><td>Answered with text</td><td>speaking</td><td>Act*, PublishReply, Speak</td></tr>
 * <tr><td>answering</td><td>Answered without text</td><td>rest or settling</td><td>Act*; settling if it asks; PlaySign if it shows that something was done</td></tr>
 * <tr><td>answering</td><td>Answered with StopSounds</td><td>as above, nothing waits</td><td>Act*</td></tr>
 * <tr><td>answering</td><td>Tick after the time-out</td><td>speaking or rest</td><td>PublishNotRecognised, PlaySign, Speak (sorry)</td></tr>
 * <tr><td>settling, a message is to be taken</td><td>Tick after the tail</td><td>listening (follow-up)</td><td>StartRecording</td></tr>
 * <tr><td>listening to a message</td><td>MessageReady</td><td>answering</td><td>SendMessage</td></tr>
 * <tr><td>speaking</td><td>ReplySpoken</td><td>rest or settling</td><td>settling, without PublishState, after a reply that asks</td></tr>
 * <tr><td>settling</td><td>Tick after the tail</td><td>listening (follow-up)</td><td>StartListening</td></tr>
 * <tr><td>settling</td><td>Woke, ListenRequested</td><td>listening</td><td>PublishWake, PlaySign, StartListening</td></tr>
 * <tr><td>settling</td><td>MuteChanged(true), FaultRaised (listening)</td><td>rest</td><td></td></tr>
 * <tr><td>speaking</td><td>Tick after the time-out</td><td>rest</td><td>StopSpeaking</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, of which only the transcript is wanted</td><td>rest</td><td>PublishTranscript</td></tr>
 * <tr><td>idle, muted, faulted</td><td>SayRequested</td><td>speaking</td><td>PublishReply, Speak</td></tr>
 * <tr><td>idle, muted, faulted</td><td>PlayRequested</td><td>speaking</td><td>PlaySound</td></tr>
 * <tr><td>speaking</td><td>SayRequested, PlayRequested of an alarm, over what is none</td><td>speaking</td><td>StopSpeaking, PublishReply, Speak; what was said is said again afterwards</td></tr>
 * <tr><td>any other</td><td>SayRequested, PlayRequested</td><td>unchanged</td><td>none: it sounds at the next rest</td></tr>
 * <tr><td>idle, muted, faulted</td><td>SessionRequested with text</td><td>speaking, then listening</td><td>PublishReply, Speak</td></tr>
 * <tr><td>idle (able to listen)</td><td>SessionRequested without text</td><td>listening</td><td>PlaySign, StartListening</td></tr>
 * <tr><td>idle, muted, faulted</td><td>ConfirmRequested</td><td>speaking, then listening</td><td>PublishReply, Speak (the question)</td></tr>
 * <tr><td>any</td><td>StopRequested</td><td>rest, nothing waits</td><td>StopListening or StopSpeaking, PlaySign, Act(StopSounds)</td></tr>
 * <tr><td>any of the conversation</td><td>Yielded</td><td>rest</td><td>StopListening or StopSpeaking, no sign</td></tr>
 * <tr><td>listening, deciding</td><td>MuteChanged(true), FaultRaised (listening)</td><td>rest</td><td>StopListening</td></tr>
 * <tr><td>speaking</td><td>FaultRaised (speaking)</td><td>rest</td><td>StopSpeaking</td></tr>
 * <tr><td>idle, muted, faulted</td><td>MuteChanged, FaultRaised, FaultCleared</td><td>rest</td><td></td></tr>
 * </table>
 */
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

    /**
     * A sign asks somebody who has said the name, and then nothing, to go on. Nothing is listened to: the recogniser never hears the sign.
     *
     * @param utteranceId number of the sign
     * @param started     when the session began, in ms
     * @param over        when its last sample had been played, in ms; -1 before that
     */
    record Prompting(String sessionId, long utteranceId, long started, long over, long since) implements DialogueState {
        /** As heard from outside, it waits for a command all the while. */
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
     * @param priority    of what is being said
     */
    record Speaking(String sessionId, long utteranceId, boolean listenAfter, Priority priority, long since) implements DialogueState {
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
