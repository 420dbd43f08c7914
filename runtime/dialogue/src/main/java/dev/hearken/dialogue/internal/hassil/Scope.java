package dev.hearken.dialogue.internal.hassil;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Expansion rules and lists by name, over those of a wider scope. Names are looked up from where the sentence stands, also inside rules of wider
 * scopes: Home Assistant's common rules use names that each block of sentences defines for itself.
 */
final class Scope {

    final @Nullable Scope parent;
    final String id;
    final int depth;
    final Map<String, Template> rules = new HashMap<>();
    final Map<String, ListDefinition> lists = new HashMap<>();

    Scope(@Nullable Scope parent, String id) {
        this.parent = parent;
        this.id = id;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** The innermost scope that defines the rule. */
    @Nullable Scope ownerOfRule(String name) {
        Scope scope = this;
        while (scope != null && !scope.rules.containsKey(name)) {
            scope = scope.parent;
        }
        return scope;
    }

    /** The innermost scope that defines the list. */
    @Nullable Scope ownerOfList(String name) {
        Scope scope = this;
        while (scope != null && !scope.lists.containsKey(name)) {
            scope = scope.parent;
        }
        return scope;
    }

    Scope ancestorAt(int wanted) {
        Scope scope = this;
        while (scope.depth > wanted && scope.parent != null) {
            scope = scope.parent;
        }
        return scope;
    }

    /** For error messages: the names there are, at most a dozen. */
    String knownRules() {
        TreeSet<String> names = new TreeSet<>();
        for (Scope scope = this; scope != null; scope = scope.parent) {
            names.addAll(scope.rules.keySet());
        }
        return shortened(names);
    }

    String knownLists() {
        TreeSet<String> names = new TreeSet<>();
        for (Scope scope = this; scope != null; scope = scope.parent) {
            names.addAll(scope.lists.keySet());
        }
        return shortened(names);
    }

    private static String shortened(TreeSet<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names.stream().limit(12).toList()) + (names.size() > 12 ? ", …" : "");
    }
}
