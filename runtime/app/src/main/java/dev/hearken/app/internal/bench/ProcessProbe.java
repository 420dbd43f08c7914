package dev.hearken.app.internal.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory and processor time of another process, as Linux tells them in {@code /proc}. */
public final class ProcessProbe {

    /** Ticks of {@code /proc/PID/stat} a second: USER_HZ, 100 on every Linux that Java runs on. */
    private static final double TICKS = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int LONGEST_NAME = 15;

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

    /** The program and its arguments, however long: {@link ProcessHandle} knows none of more than 4096 characters. */
    List<String> commandLine() {
        return List.of(read("cmdline").split("\0"));
    }

    /** Processor time of all its threads since it began. */
    public double cpuSeconds() {
        return spent(read("stat"));
    }

    /**
     * Processor time of its threads of this name since they began, of those that live; 0 if there is none.
     *
     * @param name the kernel keeps the first 15 characters
     */
    public double cpuSeconds(String name) {
        String kept = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        double seconds = 0;
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')).equals(kept)) {
                    seconds += spent(stat);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the threads of the process of " + folder + " cannot be looked at: " + e.getMessage(), e);
        }
        return seconds;
    }

    private static double spent(String stat) {
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
