package dev.hearken.update;

/** What became of the wish to end a deployment. */
public enum Cancellation {
    /** It is ended, or nothing was begun. */
    DONE,
    /** It will end; ask again. */
    PENDING,
    /** It is being tested or activated, or it ended already. */
    TOO_LATE
}
