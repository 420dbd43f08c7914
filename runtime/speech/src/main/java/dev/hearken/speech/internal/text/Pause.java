package dev.hearken.speech.internal.text;

/** How a voice pauses after a word. */
public enum Pause {
    /** On to the next word. */
    NONE,
    /** Within a sentence: comma, colon, dash, bracket. */
    SHORT,
    /** After a statement or an order. */
    STOP,
    /** After a question. */
    QUESTION;

    /** Of two signs that stand together the one that says more. */
    public Pause or(Pause other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
