package dev.hearken.app.internal.call;

/** Whether the microphones are off; any thread. */
public interface Hush {

    boolean closed();

    /** How often they were switched off: shows it even where they are on again. */
    int closings();
}
