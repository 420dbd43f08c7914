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
     */
    Optional<String> adopt(Optional<InstalledRelease> release);

    /** Counted since the program began, whatever release was in use. */
    HealthReading health();
}
