package dev.hearken.dialogue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that tests use but that do not belong to this repository. */
final class SharedFiles {

    private SharedFiles() {
    }

    /** The file or folder under HEARKEN_SHARED; the test is skipped, saying so, where it is absent. */
    static Path require(String name) {
        String configured = System.getenv("HEARKEN_SHARED");
        Path root = configured != null ? Path.of(configured) : Path.of(System.getProperty("hearken.root", ".")).resolve("../shared").normalize();
        Path path = root.resolve(name);
        if (!Files.exists(path)) {
            Assumptions.abort("skipped: no " + path + " (set HEARKEN_SHARED to the folder that holds " + name + ")");
        }
        return path;
    }
}
