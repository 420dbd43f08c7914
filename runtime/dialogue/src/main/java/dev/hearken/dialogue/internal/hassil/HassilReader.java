package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads sentence files in the syntax of Home Assistant (hassil): the layout with {@code intents:}, the newer one with {@code data:} in a folder
 * named as the intent, and files that hold only rules and lists.
 */
final class HassilReader {

    private static final Set<String> FILE_KEYS = Set.of("language", "intents", "lists", "expansion_rules", "skip_words", "responses", "settings", "data", "version");
    private static final Set<String> INTENT_KEYS = Set.of("data", "lists", "expansion_rules", "requires_context", "excludes_context", "response", "slots", "settings");
    private static final Set<String> BLOCK_KEYS = Set.of("sentences", "response", "slots", "requires_context", "excludes_context", "expansion_rules", "lists",
            "metadata", "required_keywords", "name_domains", "inferred_domain", "context_area", "example", "description", "importance");

    private final String file;
    private final List<HassilFile.Block> blocks = new ArrayList<>();

    private HassilReader(String file) {
        this.file = file;
    }

    /** @param intentOfFolder name of the file's folder, which is the intent in the newer layout */
    static HassilFile read(String file, String intentOfFolder, YamlValue root) {
        return new HassilReader(file).file(intentOfFolder, root.asMapping("a sentence file"));
    }

    /** True if a file looks like one of ours, so that its errors should be told in our words. */
    static boolean recognises(YamlValue.Mapping root) {
        return root.entries().keySet().stream().anyMatch(Set.of("intents", "lists", "expansion_rules", "skip_words", "data", "responses")::contains);
    }

    private HassilFile file(String intentOfFolder, YamlValue.Mapping root) {
        root.allowOnly(FILE_KEYS);
        YamlValue intents = root.get("intents");
        if (intents != null) {
            intents.asMapping("intents").entries().forEach((intent, value) -> intent(intent, value.asMapping("the intent " + intent)));
        }
        YamlValue data = root.get("data");
        if (data != null) {
            data(intentOfFolder, data);
        }
        YamlValue skip = root.get("skip_words");
        YamlValue language = root.get("language");
        return new HassilFile(file, language == null ? Optional.empty() : Optional.of(language.asText("language")), rules(root), lists(root),
                skip == null ? List.of() : skip.asTexts("skip_words"), List.copyOf(blocks), data != null);
    }

    private void intent(String intent, YamlValue.Mapping value) {
        value.allowOnly(INTENT_KEYS);
        data(intent, value.require("data"));
    }

    private void data(String intent, YamlValue data) {
        for (YamlValue item : data.asList("data")) {
            YamlValue.Mapping block = item.asMapping("an item of data");
            block.allowOnly(BLOCK_KEYS);
            blocks.add(block(intent, block));
        }
    }

    private HassilFile.Block block(String intent, YamlValue.Mapping block) {
        List<YamlValue.Scalar> sentences = new ArrayList<>();
        for (YamlValue sentence : block.require("sentences").asList("sentences")) {
            sentences.add(sentence.asScalar("a sentence"));
        }
        Map<String, String> slots = new LinkedHashMap<>();
        YamlValue fixed = block.get("slots");
        if (fixed != null) {
            fixed.asMapping("slots").entries().forEach((slot, value) -> slots.put(slot, String.join(",", value.asTexts("slots." + slot))));
        }
        Map<String, Set<String>> requires = new LinkedHashMap<>();
        boolean[] contextArea = {false};
        YamlValue required = block.get("requires_context");
        if (required != null) {
            required.asMapping("requires_context").entries().forEach((key, value) -> contextArea[0] |= context(key, value, requires, slots));
        }
        Map<String, Set<String>> excludes = new LinkedHashMap<>();
        YamlValue excluded = block.get("excludes_context");
        if (excluded != null) {
            excluded.asMapping("excludes_context").entries().forEach((key, value) -> context(key, value, excludes, new LinkedHashMap<>()));
        }
        newLayout(block, requires, slots);
        YamlValue area = block.get("context_area");
        YamlValue response = block.get("response");
        return new HassilFile.Block(intent, List.copyOf(sentences), rules(block), lists(block), slots,
                response == null ? Optional.empty() : Optional.of(response.asText("response")), requires, excludes,
                contextArea[0] || area != null && area.asFlag("context_area"), block.at());
    }

    /** The newer layout's words for the same: name_domains narrows the devices, inferred_domain is a fixed slot. */
    private static void newLayout(YamlValue.Mapping block, Map<String, Set<String>> requires, Map<String, String> slots) {
        YamlValue domains = block.get("name_domains");
        if (domains != null) {
            requires.put("domain", new TreeSet<>(domains.asTexts("name_domains")));
        }
        YamlValue inferred = block.get("inferred_domain");
        if (inferred != null) {
            slots.put("domain", inferred.asText("inferred_domain"));
        }
    }

    /** One key of a context: a text, a list of texts, or {value, slot}; returns true if it takes the speaker's area as a slot. */
    private static boolean context(String key, YamlValue value, Map<String, Set<String>> context, Map<String, String> slots) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            context.put(key, new LinkedHashSet<>(value.asTexts(key)));
            return false;
        }
        mapping.allowOnly(Set.of("value", "slot"));
        YamlValue given = mapping.get("value");
        YamlValue slot = mapping.get("slot");
        boolean asSlot = slot != null && (slot.asText("slot").equals("true") || !slot.asText("slot").equals("false"));
        if (given != null) {
            context.put(key, new LinkedHashSet<>(given.asTexts(key)));
            if (asSlot && given instanceof YamlValue.Scalar scalar) {
                slots.putIfAbsent(key, scalar.text());
            }
            return false;
        }
        return asSlot && key.equals("area");
    }

    private static Map<String, Template> rules(YamlValue.Mapping holder) {
        Map<String, Template> rules = new LinkedHashMap<>();
        YamlValue given = holder.get("expansion_rules");
        if (given != null) {
            given.asMapping("expansion_rules").entries().forEach((name, body) -> rules.put(name, TemplateParser.parse(body.asScalar("the rule " + name))));
        }
        return rules;
    }

    private static Map<String, ListDefinition> lists(YamlValue.Mapping holder) {
        Map<String, ListDefinition> lists = new LinkedHashMap<>();
        YamlValue given = holder.get("lists");
        if (given != null) {
            given.asMapping("lists").entries().forEach((name, body) -> lists.put(name, ListReader.read(name, body)));
        }
        return lists;
    }

    /** The place of the file as a whole. */
    static Position start(String file) {
        return new Position(file, 1, 1);
    }
}
