package dev.hearken.app.internal.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one boot of the board from another, so that a cut of power is not taken for a crash. */
final class BootId {

    private BootId() {
    }

    /** Linux makes a new one at each boot; without one every end counts as a crash, which is the safe side. */
    static String read() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
