package dev.hearken.drivers.rknn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What layout.c prints: names of sizes, offsets and constants, and what a C compiler makes of them. */
public final class CompiledLayout {

    private CompiledLayout() {
    }

    public static Map<String, Integer> of(Path folder) throws IOException {
        Map<String, Integer> values = new TreeMap<>();
        for (String line : CSource.output("layout", folder)) {
            String[] parts = line.split(" ");
            values.put(parts[0], Integer.valueOf(parts[1]));
        }
        return values;
    }
}
