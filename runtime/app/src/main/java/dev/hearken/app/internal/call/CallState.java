package dev.hearken.app.internal.call;

/** Where the one call that a speaker can have stands. Times are those handed to {@link CallMachine}, in ms. */
public sealed interface CallState {

    /** Site id of the other speaker; empty for none. */
    String peer();

    /** Number of the call; empty for none. */
    String id();

    /** There is no call. */
    record Resting() implements CallState {
        @Override
        public String peer() {
            return "";
        }

        @Override
        public String id() {
            return "";
        }
    }

    /**
     * This speaker calls another.
     *
     * @param toldAt when the other was told last
     */
    record Dialling(String peer, String id, long since, long toldAt) implements CallState {
    }

    /**
     * Another speaker calls, and somebody here is asked.
     *
     * @param heardAt when the other was heard of last
     */
    record Ringing(String peer, String id, long since, long heardAt) implements CallState {
    }

    /**
     * Both hear one another.
     *
     * @param heardAt when the other was heard of last
     */
    record Open(String peer, String id, long since, long heardAt) implements CallState {
    }
}
