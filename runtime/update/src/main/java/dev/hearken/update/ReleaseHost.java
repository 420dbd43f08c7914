package dev.hearken.update;

import java.util.Optional;

/** The running speaker. */
public interface ReleaseHost {

    /**
     * Lets the speaker go over to another release, or back to what it was shipped with. Returns when it works with it, at a moment
     * at which nobody was speaking to it; until then it works with the old one.
     *
     * @param release empty = what shipped
     * @return why it cannot; empty if it does
     * @throws InterruptedException if the program ends meanwhile: that is no failure, and the next start goes on from here
     */
    Optional<String> adopt(Optional<InstalledRelease> release) throws InterruptedException;

    /** Counted since the program began, whatever release was in use. */
    HealthReading health();

    /**
     * What of the release in use runs now on another back end than in its self-test: it hears as well, but later or for more power.
     *
     * @return in words; empty if nothing does, or it is not known where it ran in the self-test
     */
    default Optional<String> displaced() {
        return Optional.empty();
    }
}
