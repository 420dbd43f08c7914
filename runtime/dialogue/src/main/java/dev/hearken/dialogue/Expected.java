package dev.hearken.dialogue;

/** What may be said next. What makes no sense now is not listened for: it could only be what something else is mistaken for. */
public enum Expected {
    /** Commands; nothing was said that they could refer to. */
    COMMAND,
    /** Beside commands what refers to a deed of a short while ago: "and the bedroom", "no, the kitchen". */
    SEQUEL,
    /** Beside all that answers to a question, such as "yes" or "the kitchen". */
    ANSWER
}
