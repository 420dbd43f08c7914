package dev.hearken.update;

import java.io.IOException;
import java.util.Optional;

/** Lets a release listen to its golden recordings on this board before it is used. */
@FunctionalInterface
public interface SelfTest {

    /**
     * Blocks until the verdict is there; has its own limits of time and memory.
     *
     * @return why the release must not be used, in words an operator understands; empty if it passed
     * @throws IOException if it could not be run, for a reason that is not the release's
     */
    Optional<String> failure(InstalledRelease release) throws IOException;
}
