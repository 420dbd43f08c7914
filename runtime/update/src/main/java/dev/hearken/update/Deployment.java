package dev.hearken.update;

import java.util.List;
import java.util.Map;

/**
 * What a fleet's server wants on this speaker. None of it is trusted: it says where signed documents and files can be had, and when.
 *
 * @param id       the server's name of the assignment; the same after a restart
 * @param modules  what it consists of
 * @param download when bytes may be fetched
 * @param update   when what was fetched may be tested and activated; {@link Mode#SKIP} outside a maintenance window
 */
public record Deployment(String id, List<Module> modules, Mode download, Mode update) {

    public enum Mode {
        /** Not now. */
        SKIP,
        /** When it suits the speaker: quiet hours and bandwidth limit hold. */
        ATTEMPT,
        /** At once. */
        FORCED
    }

    /**
     * @param part     kind of module, such as {@code modelpack}
     * @param metadata what the operator attached
     * @param files    names with length and SHA-256 as the server tells them
     */
    public record Module(String part, String name, String version, Map<String, String> metadata, Map<String, ContentId> files) {
        public Module {
            metadata = Map.copyOf(metadata);
            files = Map.copyOf(files);
        }
    }

    public Deployment {
        modules = List.copyOf(modules);
    }
}
