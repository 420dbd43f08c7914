package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sentence file as written.
 *
 * @param newLayout sentences stand under {@code data} at the top and the folder names the intent
 */
record HassilFile(String name, Optional<String> language, Map<String, Template> rules, Map<String, ListDefinition> lists, List<String> skipWords,
        List<Block> blocks, boolean newLayout) {

    /**
     * Sentences that share what is said beside them.
     *
     * @param contextArea the area may be left unsaid: it is the one in which the speaker stands
     */
    record Block(String intent, List<YamlValue.Scalar> sentences, Map<String, Template> rules, Map<String, ListDefinition> lists,
            Map<String, String> fixedSlots, Optional<String> response, Map<String, Set<String>> requires, Map<String, Set<String>> excludes,
            boolean contextArea, Position at) {

        DeviceFilter devices() {
            return new DeviceFilter(requires.getOrDefault("domain", Set.of()), excludes.getOrDefault("domain", Set.of()),
                    requires.getOrDefault("device_class", Set.of()));
        }
    }
}
