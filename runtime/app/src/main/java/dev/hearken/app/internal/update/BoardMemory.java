package dev.hearken.app.internal.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much memory this process may still take: what the kernel thinks can be had without swapping ({@code MemAvailable}), and no more
 * than any control group it is in leaves (version 2: {@code memory.max} against what is used and cannot be given back; version 1 likewise).
 */
final class BoardMemory {

    private static final long MEBI = 1 << 20;
    private static final long KIBI = 1 << 10;

    private final Path proc;
    private final Path groups;

    BoardMemory() {
        this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** @param groups where control groups are mounted */
    BoardMemory(Path proc, Path groups) {
        this.proc = proc;
        this.groups = groups;
    }

    /** In MiB; empty where nobody tells. */
    OptionalLong availableMebibytes() {
        OptionalLong least = OptionalLong.empty();
        for (String line : lines(proc.resolve("meminfo"))) {
            if (line.startsWith("MemAvailable:")) {
                least = OptionalLong.of(number(line.replaceAll("\\D+", "")).orElse(0) * KIBI);
            }
        }
        for (String line : lines(proc.resolve("self/cgroup"))) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && fields[1].isEmpty()) {
                least = least(least, headroom(groups, fields[2], "memory.max", "memory.current", "inactive_file"));
            } else if (fields.length == 3 && List.of(fields[1].split(",")).contains("memory")) {
                least = least(least, headroom(groups.resolve("memory"), fields[2], "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
            }
        }
        return least.isPresent() ? OptionalLong.of(least.getAsLong() / MEBI) : least;
    }

    /** The least that is left in a group and those above it; a container sees its own as the root. */
    private static OptionalLong headroom(Path root, String group, String limit, String usage, String reclaimable) {
        OptionalLong least = OptionalLong.empty();
        Path at = root.resolve(group.startsWith("/") ? group.substring(1) : group).normalize();
        for (; at != null && at.startsWith(root); at = at.getParent()) {
            OptionalLong most = number(text(at.resolve(limit)));
            OptionalLong used = number(text(at.resolve(usage)));
            if (most.isPresent() && used.isPresent()) {
                long cached = lines(at.resolve("memory.stat")).stream().filter(line -> line.startsWith(reclaimable + " "))
                    .mapToLong(line -> number(line.substring(reclaimable.length() + 1)).orElse(0)).sum();
                least = least(least, OptionalLong.of(Math.max(0, most.getAsLong() - used.getAsLong() + cached)));
            }
        }
        return least;
    }

    private static OptionalLong least(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || b.isPresent() && b.getAsLong() < a.getAsLong() ? b : a;
    }

    /** Empty for "max", and for what is not there. */
    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String text(Path file) {
        return String.join("", lines(file));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
