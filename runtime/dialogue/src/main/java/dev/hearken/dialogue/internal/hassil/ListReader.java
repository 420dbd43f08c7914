package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code lists}. */
final class ListReader {

    private static final Set<String> LIST_KEYS = Set.of("values", "range", "wildcard", "metadata", "allow_template", "ignore_whitespace");
    private static final Set<String> VALUE_KEYS = Set.of("in", "out", "context", "metadata", "requires_context", "domain");
    private static final Set<String> RANGE_KEYS = Set.of("from", "to", "step", "type", "fractions", "multiplier", "digits", "words");
    private static final Set<String> RANGE_TYPES = Set.of("number", "percentage", "temperature");

    private ListReader() {
    }

    static ListDefinition read(String name, YamlValue value) {
        YamlValue.Mapping list = value.asMapping("the list " + name);
        list.allowOnly(LIST_KEYS);
        YamlValue wildcard = list.get("wildcard");
        if (wildcard != null && wildcard.asFlag("wildcard")) {
            return new ListDefinition.Wildcard();
        }
        YamlValue range = list.get("range");
        if (range != null) {
            return range(range.asMapping("range"));
        }
        YamlValue values = list.get("values");
        if (values == null) {
            throw list.at().error("the list " + name + " needs one of values, range, wildcard");
        }
        List<ListDefinition.Entry> entries = new ArrayList<>();
        for (YamlValue entry : values.asList("values")) {
            entries.add(entry(entry));
        }
        if (entries.isEmpty()) {
            throw values.at().error("the list " + name + " has no values");
        }
        return new ListDefinition.Values(List.copyOf(entries));
    }

    private static ListDefinition.Entry entry(YamlValue value) {
        if (value instanceof YamlValue.Mapping mapping) {
            mapping.allowOnly(VALUE_KEYS);
            YamlValue.Scalar in = mapping.require("in").asScalar("in");
            YamlValue out = mapping.get("out");
            return new ListDefinition.Entry(spoken(in), Optional.of(out == null ? in.text() : out.asText("out")));
        }
        YamlValue.Scalar text = value.asScalar("a value of a list");
        boolean literal = text.text().chars().noneMatch(c -> "()[]{}<>|;\\".indexOf(c) >= 0);
        return new ListDefinition.Entry(spoken(text), literal ? Optional.of(text.text()) : Optional.empty());
    }

    private static Template spoken(YamlValue.Scalar text) {
        Template template = TemplateParser.parse(text);
        if (template instanceof Template.Text plain && SpokenWords.of(plain.text()).isEmpty()) {
            throw text.at().error("nothing in " + text.kind() + " can be spoken");
        }
        return template;
    }

    private static ListDefinition range(YamlValue.Mapping range) {
        range.allowOnly(RANGE_KEYS);
        YamlValue type = range.get("type");
        if (type != null && !RANGE_TYPES.contains(type.asText("type"))) {
            throw type.at().error("unknown type " + type.kind() + ", expected number, percentage or temperature");
        }
        BigDecimal from = number(range, "from", null);
        BigDecimal to = number(range, "to", null);
        BigDecimal step = number(range, "step", BigDecimal.ONE);
        if (step.signum() <= 0) {
            throw range.at().error("step must be above 0, found " + step);
        }
        if (from.compareTo(to) > 0) {
            throw range.at().error("from (" + from + ") is above to (" + to + ")");
        }
        return new ListDefinition.Range(from, to, step.min(fraction(range)), number(range, "multiplier", BigDecimal.ONE));
    }

    private static BigDecimal fraction(YamlValue.Mapping range) {
        YamlValue fractions = range.get("fractions");
        if (fractions == null) {
            return BigDecimal.valueOf(Long.MAX_VALUE);
        }
        return switch (fractions.asText("fractions")) {
            case "halves" -> new BigDecimal("0.5");
            case "tenths" -> new BigDecimal("0.1");
            default -> throw fractions.at().error("unknown fractions " + fractions.kind() + ", expected halves or tenths");
        };
    }

    private static BigDecimal number(YamlValue.Mapping range, String key, @Nullable BigDecimal otherwise) {
        YamlValue value = range.get(key);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        YamlValue given = range.require(key);
        double number = given.asNumber(key);
        if (Math.abs(number) > 1e9) {
            throw given.at().error(key + " must lie between -1000000000 and 1000000000, found " + given.kind());
        }
        return new BigDecimal(given.asText(key).trim()).stripTrailingZeros();
    }
}
