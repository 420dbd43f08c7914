package dev.hearken.update;

import java.util.Optional;

/** Lets a release listen to its golden recordings on this board before it is used. */
@FunctionalInterface
public interface SelfTest {

    /**
     * Blocks until the verdict is there; has its own limits of time and memory.
     *
     * @return why the release must not be used, in words an operator understands; empty if it passed
     */
    Optional<String> failure(InstalledRelease release);
}
