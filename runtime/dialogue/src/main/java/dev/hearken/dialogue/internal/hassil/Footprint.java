package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.yaml.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a template depends on: two uses of a rule share one expression exactly if their footprints lead to the same scope and devices.
 *
 * @param depth     depth of the innermost scope whose definitions it reaches
 * @param usesNames reaches {@code {name}} of the home
 * @param wildcard  reaches a list that admits any words
 */
record Footprint(int depth, boolean usesNames, boolean wildcard) {

    private static final Footprint NONE = new Footprint(0, false, false);

    private Footprint with(Footprint other) {
        return new Footprint(Math.max(depth, other.depth), usesNames || other.usesNames, wildcard || other.wildcard);
    }

    /** Computes footprints, each once per scope; finds undefined names and recursion. */
    static final class Finder {

        /** Bounds the stack; Home Assistant's own files nest 5. */
        private static final int MAX_NESTED = 60;

        private record Key(Scope scope, String rule) {
        }

        private final Map<Key, Footprint> known = new HashMap<>();
        private final Set<String> open = new LinkedHashSet<>();

        /** @throws dev.hearken.dialogue.GrammarSourceException if a name is not defined, or defined by itself */
        Footprint of(Template template, Scope scope) {
            if (template instanceof Template.Sequence sequence) {
                return all(sequence.items(), scope);
            }
            if (template instanceof Template.Alternatives alternatives) {
                return all(alternatives.options(), scope);
            }
            if (template instanceof Template.Permutation permutation) {
                return all(permutation.parts(), scope);
            }
            if (template instanceof Template.Optional optional) {
                return of(optional.body(), scope);
            }
            if (template instanceof Template.RuleReference reference) {
                return ofRule(reference.rule(), reference.at(), scope);
            }
            if (template instanceof Template.ListReference reference) {
                return ofList(reference.list(), reference.at(), scope);
            }
            return NONE;
        }

        Footprint ofRule(String rule, Position at, Scope scope) {
            Footprint done = known.get(new Key(scope, rule));
            if (done != null) {
                return done;
            }
            Scope owner = scope.ownerOfRule(rule);
            if (owner == null) {
                throw at.error("no expansion rule <" + rule + ">, expected one of " + scope.knownRules());
            }
            enter("<" + rule + ">", at);
            Footprint footprint = new Footprint(owner.depth, false, false).with(of(owner.rules.get(rule), scope));
            open.remove("<" + rule + ">");
            known.put(new Key(scope, rule), footprint);
            return footprint;
        }

        Footprint ofList(String list, Position at, Scope scope) {
            Footprint done = known.get(new Key(scope, "{" + list));
            if (done != null) {
                return done;
            }
            Scope owner = scope.ownerOfList(list);
            if (owner == null) {
                throw at.error("no list {" + list + "}, expected one of " + scope.knownLists());
            }
            enter("{" + list + "}", at);
            ListDefinition definition = owner.lists.get(list);
            Footprint footprint = new Footprint(owner.depth, definition instanceof ListDefinition.Devices, definition instanceof ListDefinition.Wildcard);
            if (definition instanceof ListDefinition.Values values) {
                for (ListDefinition.Entry entry : values.entries()) {
                    footprint = footprint.with(of(entry.in(), scope));
                }
            }
            open.remove("{" + list + "}");
            known.put(new Key(scope, "{" + list), footprint);
            return footprint;
        }

        private Footprint all(List<Template> parts, Scope scope) {
            Footprint footprint = NONE;
            for (Template part : parts) {
                footprint = footprint.with(of(part, scope));
            }
            return footprint;
        }

        private void enter(String name, Position at) {
            if (open.size() >= MAX_NESTED) {
                throw at.error("rules nested deeper than " + MAX_NESTED);
            }
            if (!open.add(name)) {
                List<String> path = new ArrayList<>(open);
                throw at.error("endless recursion: " + String.join(" -> ", path.subList(path.indexOf(name), path.size())) + " -> " + name);
            }
        }
    }
}
