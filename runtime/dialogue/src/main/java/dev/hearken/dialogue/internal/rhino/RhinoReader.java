package dev.hearken.dialogue.internal.rhino;

import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.GrammarChecks;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Picovoice Rhino context as users write it: expressions by intent, slots, macros. Slot values are kept as written. */
public final class RhinoReader implements RhinoTemplate.Names {

    private final Map<String, Expression> rules = new LinkedHashMap<>();
    private final Map<String, Boolean> mayBeEmpty = new HashMap<>();
    private final Map<String, YamlValue> macros = new LinkedHashMap<>();
    private final Map<String, YamlValue> slots = new LinkedHashMap<>();
    private final Set<String> openMacros = new LinkedHashSet<>();
    private final List<Grammar.Sentence> sentences = new ArrayList<>();
    private final List<LoadedGrammar.SentenceSource> sources = new ArrayList<>();

    private RhinoReader() {
    }

    /** Whether a YAML file is a Rhino context. */
    public static boolean recognises(YamlValue.Mapping root) {
        return root.entries().containsKey("context");
    }

    public static LoadedGrammar read(String file, YamlValue.Mapping root, String language) {
        return new RhinoReader().context(file, root, language);
    }

    private LoadedGrammar context(String file, YamlValue.Mapping root, String language) {
        root.allowOnly(Set.of("context"));
        YamlValue.Mapping context = root.require("context").asMapping("context");
        context.allowOnly(Set.of("expressions", "slots", "macros"));
        section(context, "slots", slots);
        section(context, "macros", macros);
        slots.forEach((name, values) -> rules.put("$" + name, slotValues(name, values)));
        YamlValue.Mapping expressions = context.require("expressions").asMapping("expressions");
        expressions.entries().forEach((intent, lines) -> lines.asList("the expressions of " + intent).forEach(line -> sentence(file, intent, line)));
        if (sentences.isEmpty()) {
            throw expressions.at().error("a context needs at least one expression");
        }
        return new LoadedGrammar(new Grammar(language, rules, sentences), sources, List.of(), Map.of());
    }

    private static void section(YamlValue.Mapping context, String key, Map<String, YamlValue> into) {
        @Nullable YamlValue section = context.get(key);
        if (section != null) {
            into.putAll(section.asMapping(key).entries());
        }
    }

    private void sentence(String file, String intent, YamlValue line) {
        YamlValue.Scalar scalar = line.asScalar("an expression of " + intent);
        Expression body = RhinoTemplate.parse(scalar, this);
        if (GrammarChecks.mayBeEmpty(body, rules, mayBeEmpty)) {
            throw scalar.at().error("every part of this expression is optional, so silence would match it; make a word required");
        }
        sentences.add(new Grammar.Sentence(intent, body, Map.of(), 0));
        sources.add(new LoadedGrammar.SentenceSource(file, scalar.at().line(), scalar.text(), Optional.empty(), Map.of(), Map.of(), false));
    }

    private Expression slotValues(String name, YamlValue values) {
        List<Expression> options = new ArrayList<>();
        for (YamlValue value : values.asList("the slot " + name)) {
            YamlValue.Scalar text = value.asScalar("a value of the slot " + name);
            boolean literal = text.text().chars().noneMatch(c -> "[](),$@".indexOf(c) >= 0);
            Expression body = RhinoTemplate.parse(text, this);
            if (GrammarChecks.mayBeEmpty(body, rules, mayBeEmpty)) {
                throw text.at().error("nothing in " + text.kind() + " has to be spoken");
            }
            options.add(literal ? Expressions.value(text.text(), Expressions.words(SpokenWords.of(text.text()))) : body);
        }
        if (options.isEmpty()) {
            throw values.at().error("the slot " + name + " has no values");
        }
        return Expressions.choice(options);
    }

    @Override
    public Expression slotType(String type, Position at) {
        if (type.startsWith("pv.")) {
            Expression builtIn = BuiltInSlots.find(type);
            if (builtIn == null) {
                throw at.error("no built-in slot type '" + type + "', expected one of " + BuiltInSlots.NAMES);
            }
            rules.putIfAbsent("$" + type, builtIn);
        }
        if (!rules.containsKey("$" + type)) {
            throw at.error("no slot type '" + type + "', expected one of " + String.join(", ", slots.keySet()));
        }
        return new Expression.Reference("$" + type);
    }

    @Override
    public Expression macro(String name, Position at) {
        YamlValue lines = macros.get(name);
        if (lines == null) {
            throw at.error("no macro '" + name + "', expected one of " + String.join(", ", macros.keySet()));
        }
        String rule = "@" + name;
        if (!rules.containsKey(rule)) {
            if (!openMacros.add(name) || openMacros.size() > 60) {
                throw at.error("endless recursion: @" + String.join(" -> @", openMacros) + " -> @" + name);
            }
            List<Expression> options = new ArrayList<>();
            lines.asList("the macro " + name).forEach(line -> options.add(RhinoTemplate.parse(line.asScalar("a line of the macro " + name), this)));
            openMacros.remove(name);
            if (options.isEmpty()) {
                throw lines.at().error("the macro " + name + " is empty");
            }
            rules.put(rule, Expressions.choice(options));
        }
        return new Expression.Reference(rule);
    }
}
