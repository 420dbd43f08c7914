package dev.hearken.models.npu.internal;

import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What machine this is, by its device tree.
 *
 * @param names       of Rockchip's systems on chip, the machine's own first, then those whose models it runs as well; empty if it is another's
 * @param description for people
 */
public record SystemOnChip(List<String> names, String description) {

    private static final String VENDOR = "rockchip,";

    /** Systems with the same NPU, which take each other's models. */
    private static final List<Set<String>> ALIKE = List.of(Set.of("rk3566", "rk3568"), Set.of("rk3588", "rk3588s"));

    public SystemOnChip {
        names = List.copyOf(names);
    }

    /** @param compatible names from the most special to the most general, each ended by NUL, such as {@code radxa,zero3} and {@code rockchip,rk3566} */
    public static SystemOnChip read(Path compatible) {
        List<String> stated;
        try {
            stated = List.of(Files.readString(compatible, StandardCharsets.ISO_8859_1).strip().split("\0"));
        } catch (IOException e) {
            return new SystemOnChip(List.of(), "this is no machine with Rockchip's NPU: there is no device tree (" + compatible + ")");
        }
        List<String> names = new ArrayList<>();
        // From the back: the most general name is the system on chip, those before it are boards.
        for (int i = stated.size() - 1; i >= 0; i--) {
            String name = stated.get(i);
            if (name.matches(VENDOR + "r[kv]\\d{4}[a-z]?") && names.isEmpty()) {
                names.add(name.substring(VENDOR.length()));
            }
        }
        if (names.isEmpty()) {
            return new SystemOnChip(names, "this is no machine with Rockchip's NPU, its device tree says " + stated);
        }
        ALIKE.stream().filter(alike -> alike.contains(names.get(0))).findFirst().ifPresent(alike -> alike.stream().sorted()
            .filter(other -> !names.contains(other)).forEach(names::add));
        return new SystemOnChip(names, "system on chip " + names.get(0));
    }

    /**
     * The entry with the file that is meant for this machine.
     *
     * @throws ModelException if there is none
     */
    public ModelEntry choose(ModelEntry entry) {
        if (entry.socFiles().isEmpty()) {
            return entry;
        }
        return names.stream().filter(entry.socFiles()::containsKey).findFirst().map(name -> entry.withFile(entry.socFiles().get(name)))
            .orElseThrow(() -> new ModelException(entry.file() + ": the pack has files for " + entry.socFiles().keySet().stream().sorted().toList()
                + "; " + description));
    }
}
