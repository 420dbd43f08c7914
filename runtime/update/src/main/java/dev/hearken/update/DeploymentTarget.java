package dev.hearken.update;

import java.util.Map;
import java.util.Optional;

/**
 * The side of the update stages that a fleet's server moves. All calls come on one thread and must return quickly: work is done
 * elsewhere and looked at through {@link #progress}.
 */
public interface DeploymentTarget {

    /** What the server may group devices by: board, active packs, language, version. */
    Map<String, String> attributes();

    /** Pack and version that are active now; empty if unknown. */
    Optional<Installed> installed();

    /**
     * Asks for a deployment; repeated at every poll while it is open, because its modes change (a maintenance window opens) and
     * because a restart may have forgotten it. Working on it already is no reason to begin anew.
     *
     * @param source where its documents and files are; valid until the deployment ends
     */
    void offer(Deployment deployment, ContentSource source);

    /** Asks to end a deployment; repeated until it is done or too late. */
    Cancellation cancel(String deploymentId);

    Progress progress(String deploymentId);

    record Installed(String name, String version) {
    }
}
