package dev.hearken.app.internal.speaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names the time since the machine started. Within it System.nanoTime() goes on through restarts of the program: on Linux it counts from the start. */
final class MachineRun {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private MachineRun() {
    }

    /** The kernel's id; blank where there is none. */
    static String id() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
