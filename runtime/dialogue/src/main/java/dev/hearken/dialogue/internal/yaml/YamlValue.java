package dev.hearken.dialogue.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A YAML value that knows where it stands, with readers that name what they expected. */
public sealed interface YamlValue {

    Position at();

    /** Name of the type, as error messages use it. */
    String kind();

    /**
     * @param text   the value; numbers and booleans stay text
     * @param plain  written without quotes
     * @param inline written on one line, so that a place inside the text is a place in the line
     */
    record Scalar(String text, boolean plain, boolean inline, Position at) implements YamlValue {
        @Override
        public String kind() {
            return isNull() ? "nothing" : "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
        }

        /** True for an empty value, {@code null} and {@code ~}. */
        public boolean isNull() {
            return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }

        /** Where character {@code offset} of the text stands in the file. */
        public Position at(int offset) {
            return inline ? at.plus(offset + (plain ? 0 : 1)) : at;
        }
    }

    record Sequence(List<YamlValue> items, Position at) implements YamlValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Map<String, YamlValue> entries, Map<String, Position> keys, Position at) implements YamlValue {
        @Override
        public String kind() {
            return "a mapping";
        }

        public @Nullable YamlValue get(String key) {
            YamlValue value = entries.get(key);
            return value instanceof Scalar scalar && scalar.isNull() ? null : value;
        }

        /** @throws dev.hearken.dialogue.GrammarSourceException naming the key, if it is missing */
        public YamlValue require(String key) {
            YamlValue value = get(key);
            if (value == null) {
                throw at.error("expected a key '" + key + "' here");
            }
            return value;
        }

        /** Refuses keys that are not in {@code known}. */
        public void allowOnly(Set<String> known) {
            for (Map.Entry<String, Position> key : keys.entrySet()) {
                if (!known.contains(key.getKey())) {
                    throw key.getValue().error("unknown key '" + key.getKey() + "', expected one of " + known.stream().sorted().collect(Collectors.joining(", ")));
                }
            }
        }
    }

    default Mapping asMapping(String what) {
        if (this instanceof Mapping mapping) {
            return mapping;
        }
        if (this instanceof Scalar scalar && scalar.isNull()) {
            return new Mapping(Map.of(), Map.of(), at());
        }
        throw at().error(what + " must be a mapping (key: value), found " + kind());
    }

    default List<YamlValue> asList(String what) {
        if (this instanceof Sequence sequence) {
            return sequence.items();
        }
        if (this instanceof Scalar scalar && scalar.isNull()) {
            return List.of();
        }
        throw at().error(what + " must be a list (- item), found " + kind());
    }

    default Scalar asScalar(String what) {
        if (this instanceof Scalar scalar && !scalar.isNull()) {
            return scalar;
        }
        throw at().error(what + " must be a text, found " + kind());
    }

    default String asText(String what) {
        return asScalar(what).text();
    }

    default double asNumber(String what) {
        Scalar scalar = asScalar(what);
        try {
            double number = Double.parseDouble(scalar.text().trim());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the error that names the place
        }
        throw at().error(what + " must be a number, found " + kind());
    }

    default boolean asFlag(String what) {
        String text = asScalar(what).text();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw at().error(what + " must be true or false, found " + kind());
    }

    /** One text or a list of texts. */
    default List<String> asTexts(String what) {
        if (!(this instanceof Sequence sequence)) {
            return List.of(asText(what));
        }
        List<String> texts = new ArrayList<>();
        sequence.items().forEach(item -> texts.add(item.asText("each of " + what)));
        return texts;
    }

    /** A mapping of texts, in file order. */
    default Map<String, String> asTextMap(String what) {
        Map<String, String> texts = new LinkedHashMap<>();
        asMapping(what).entries().forEach((key, value) -> texts.put(key, value.asText(what + "." + key)));
        return texts;
    }
}
