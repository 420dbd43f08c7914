package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.words.ChineseNumbers;
import dev.hearken.dialogue.internal.words.EnglishNumbers;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.speech.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shared rules of one grammar in the making. Each rule or list is lowered when it is first used, once per footprint, and referred to by name from then on. */
final class RuleTable {

    private static final int MAX_RANGE = 5000;

    private final Footprint.Finder footprints = new Footprint.Finder();
    private final Map<String, Expression> rules = new LinkedHashMap<>();
    private final boolean chinese;

    /** @param language in which numbers are said; typed digits are read in any */
    RuleTable(String language) {
        chinese = language.startsWith("zh");
    }

    /** What the grammar takes: all rules that can be said. */
    Map<String, Expression> rules() {
        Map<String, Expression> possible = new LinkedHashMap<>(rules);
        possible.values().removeIf(Expressions::isImpossible);
        return possible;
    }

    /** All rules so far, a live view. */
    Map<String, Expression> open() {
        return rules;
    }

    Footprint footprint(Template template, Scope scope) {
        return footprints.of(template, scope);
    }

    /** Lowers the body of a sentence; {@link Expressions#IMPOSSIBLE} if the home has no device, or the grammar no words, for it. */
    Expression sentence(Template template, Scope scope, DeviceFilter filter) {
        footprints.of(template, scope);
        return new Lowering(this, scope, filter).lower(template);
    }

    Expression rule(Template.RuleReference reference, Scope scope, DeviceFilter filter) {
        Footprint footprint = footprints.ofRule(reference.rule(), reference.at(), scope);
        String name = name("<" + reference.rule() + ">", footprint, scope, filter);
        if (!rules.containsKey(name)) {
            Template body = scope.ownerOfRule(reference.rule()).rules.get(reference.rule());
            rules.put(name, new Lowering(this, scope, filter).lower(body));
        }
        return reference(name);
    }

    Expression list(Template.ListReference reference, Scope scope, DeviceFilter filter) {
        Footprint footprint = footprints.ofList(reference.list(), reference.at(), scope);
        String name = name("{" + reference.list() + "}", footprint, scope, filter);
        if (!rules.containsKey(name)) {
            ListDefinition definition = scope.ownerOfList(reference.list()).lists.get(reference.list());
            rules.put(name, lower(definition, reference.at(), scope, filter));
        }
        return reference(name);
    }

    /** A rule like {@code reference} but with {@code suffix} ('s) at its last word. */
    Expression suffixed(Expression.Reference reference, String suffix, Position at) {
        String name = reference.rule() + "+" + suffix;
        if (!rules.containsKey(name)) {
            rules.put(name, new Suffix(this, suffix, at).on(rules.get(reference.rule())));
        }
        return reference(name);
    }

    private Expression reference(String name) {
        Expression body = rules.get(name);
        boolean small = Expressions.isImpossible(body) || body instanceof Expression.Word || body.equals(Expressions.EMPTY);
        return small ? body : new Expression.Reference(name);
    }

    private static String name(String plain, Footprint footprint, Scope scope, DeviceFilter filter) {
        return plain + scope.ancestorAt(footprint.depth()).id + (footprint.usesNames() ? filter.key() : "");
    }

    private Expression lower(ListDefinition definition, Position at, Scope scope, DeviceFilter filter) {
        if (definition instanceof ListDefinition.Values values) {
            Lowering lowering = new Lowering(this, scope, filter);
            List<Expression> options = new ArrayList<>();
            for (ListDefinition.Entry entry : values.entries()) {
                Expression body = lowering.lower(entry.in());
                options.add(entry.out().map(out -> Expressions.value(out, body)).orElse(body));
            }
            return Expressions.choice(options);
        }
        if (definition instanceof ListDefinition.Range range) {
            return range(range, at);
        }
        if (definition instanceof ListDefinition.Devices devices) {
            List<Expression> options = new ArrayList<>();
            for (Home.Device device : devices.devices()) {
                if (filter.admits(device)) {
                    options.add(named(device.name(), device.aliases()));
                }
            }
            return Expressions.choice(options);
        }
        return Expressions.IMPOSSIBLE;
    }

    /** A name and its aliases, with the name as value. */
    static Expression named(String name, List<String> aliases) {
        List<Expression> spoken = new ArrayList<>();
        spoken.add(Expressions.words(SpokenWords.of(name)));
        aliases.forEach(alias -> spoken.add(Expressions.words(SpokenWords.of(alias))));
        return Expressions.value(name, Expressions.choice(spoken));
    }

    private Expression range(ListDefinition.Range range, Position at) {
        if (range.to().subtract(range.from()).divideToIntegralValue(range.step()).compareTo(BigDecimal.valueOf(MAX_RANGE)) > 0) {
            throw at.error("the range " + range.from() + " to " + range.to() + " has more than " + MAX_RANGE + " numbers");
        }
        List<Expression> options = new ArrayList<>();
        for (BigDecimal n = range.from(); n.compareTo(range.to()) <= 0; n = n.add(range.step())) {
            String value = n.multiply(range.multiplier()).stripTrailingZeros().toPlainString();
            List<Expression> spellings = new ArrayList<>();
            EnglishNumbers.spellings(n).forEach(words -> spellings.add(Expressions.words(List.of(words.split(" ")))));
            if (chinese) {
                ChineseNumbers.spellings(n).forEach(words -> spellings.add(Expressions.words(SpokenWords.of(words))));
            }
            options.add(Expressions.value(value, Expressions.choice(spellings)));
        }
        return Expressions.choice(options);
    }
}
