package dev.hearken.update;

/** How far this speaker is with a deployment; what survives a restart comes from the journal of the stages. */
public sealed interface Progress {

    /** Nothing is known of it: it was never offered, or offered and forgotten. */
    record NotStarted() implements Progress {
    }

    /** @param step what is being done, in an operator's words: downloading 40 %, self-test, soak ... */
    record Working(String step) implements Progress {
    }

    /** Proven by listening, active and confirmed; nothing less is a success. */
    record Confirmed(String text) implements Progress {
    }

    /** @param reason why it was refused or rolled back, in an operator's words */
    record Failed(String reason) implements Progress {
    }

    /** Ended because the fleet's server asked for it. */
    record Cancelled() implements Progress {
    }
}
