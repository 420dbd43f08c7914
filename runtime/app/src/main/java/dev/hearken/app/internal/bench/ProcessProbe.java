package dev.hearken.app.internal.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Memory and processor time of another process, as Linux tells them in {@code /proc}. */
public final class ProcessProbe {

    /** Ticks of {@code /proc/PID/stat} a second: USER_HZ, 100 on every Linux that Java runs on. */
    private static final double TICKS = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final Path folder;

    public ProcessProbe(long pid) {
        this(Path.of("/proc", String.valueOf(pid)));
    }

    ProcessProbe(Path folder) {
        this.folder = folder;
    }

    /** Memory that the process has in RAM, in MB of 1,000,000 bytes. */
    public double residentMegabytes() {
        return status("VmRSS:");
    }

    /** The most it ever had, in the same unit. */
    public double peakResidentMegabytes() {
        return status("VmHWM:");
    }

    /** Processor time of all its threads since it began. */
    public double cpuSeconds() {
        String stat = read("stat");
        // The name, field 2, is in brackets and may hold blanks; what follows it begins with field 3.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS;
    }

    private double status(String key) {
        List<String> lines = read("status").lines().filter(line -> line.startsWith(key)).toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException(folder + "/status has no " + key + " (has the process ended?)");
        }
        return Long.parseLong(lines.get(0).substring(key.length()).replace("kB", "").strip()) * 1024 / 1e6;
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException("the process of " + folder + " cannot be looked at: " + e.getMessage(), e);
        }
    }
}
