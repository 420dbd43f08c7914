package dev.hearken.hub;

/** A broker that a contract suite may stop and start again at the same port. */
public interface TestBroker extends AutoCloseable {

    String url();

    /** Ends it without a word to its clients, if it can. */
    void kill() throws Exception;

    /** Starts it again at the same address, with nothing remembered. */
    void restart() throws Exception;

    @Override
    void close() throws Exception;
}
