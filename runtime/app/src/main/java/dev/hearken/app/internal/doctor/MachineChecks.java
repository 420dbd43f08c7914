package dev.hearken.app.internal.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Java, processor and memory. */
final class MachineChecks {

    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** What {@code run} takes with everything loaded, in MiB, with a margin for the system. */
    private static final long NEEDED_MIB = 256;

    private MachineChecks() {
    }

    static List<Check> all() {
        return List.of(java(), memory());
    }

    private static Check java() {
        return Check.ok("java", Runtime.version() + " (" + System.getProperty("java.vendor") + "), " + System.getProperty("os.name") + " "
            + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, heap up to "
            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
    }

    private static Check memory() {
        try {
            long total = kibibytes("MemTotal");
            long available = kibibytes("MemAvailable");
            String detail = String.format(Locale.ROOT, "%d MiB available of %d MiB", available >> 10, total >> 10);
            return available >> 10 >= NEEDED_MIB ? Check.ok("memory", detail)
                : Check.warning("memory", detail + "; " + NEEDED_MIB + " MiB are advised");
        } catch (IOException | NumberFormatException e) {
            return Check.warning("memory", MEMORY + " cannot be read: " + e.getMessage());
        }
    }

    private static long kibibytes(String key) throws IOException {
        for (String line : Files.readAllLines(MEMORY)) {
            if (line.startsWith(key + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no line " + key);
    }
}
