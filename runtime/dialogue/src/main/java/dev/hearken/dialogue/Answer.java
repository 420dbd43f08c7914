package dev.hearken.dialogue;

import java.util.List;

/**
 * What a skill does about an intent.
 *
 * @param text        what is said; blank = nothing
 * @param listenAgain whether the user is expected to go on speaking, without the wake word
 * @param actions     what the speaker does to itself
 */
public record Answer(String text, boolean listenAgain, List<SpeakerAction> actions) {

    public static final Answer NOTHING = new Answer("", false, List.of());

    public Answer {
        actions = List.copyOf(actions);
    }

    public static Answer say(String text) {
        return new Answer(text, false, List.of());
    }

    /** A question. The skill gets the same intent again, with the slots of the answer. */
    public static Answer ask(String question) {
        return new Answer(question, true, List.of());
    }

    public static Answer act(SpeakerAction action, String text) {
        return new Answer(text, false, List.of(action));
    }
}
