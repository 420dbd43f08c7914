package dev.hearken.dialogue;

/** Which of two sounds gives way; the higher ones first. */
public enum Priority {
    /** Rings, and what cannot wait: cuts in on everything but somebody who is being listened to. */
    ALARM,
    /** Waits for the end of a conversation. */
    ANNOUNCEMENT,
    /** Belongs to a conversation. */
    REPLY;

    public boolean before(Priority other) {
        return ordinal() < other.ordinal();
    }
}
