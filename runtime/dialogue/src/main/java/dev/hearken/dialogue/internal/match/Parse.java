package dev.hearken.dialogue.internal.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way an expression covers the words from some start up to {@code end}.
 *
 * @param end      first word not covered
 * @param literal  words covered outside slots: more of them make a better reading
 * @param value    value for the slot around, if the expression gives one
 * @param bindings slots filled inside, in the order in which they were said
 */
record Parse(int end, int literal, @Nullable String value, List<Binding> bindings) {

    /** @param from first word said for the slot, {@code to} first word after it */
    record Binding(String slot, @Nullable String value, int from, int to) {
    }

    static Parse nothing(int at) {
        return new Parse(at, 0, null, List.of());
    }

    Parse then(Parse next) {
        List<Binding> all = bindings;
        if (bindings.isEmpty()) {
            all = next.bindings;
        } else if (!next.bindings.isEmpty()) {
            all = new ArrayList<>(bindings);
            all.addAll(next.bindings);
        }
        return new Parse(next.end, literal + next.literal, next.value != null ? next.value : value, all);
    }

    Parse withValue(String outer) {
        return new Parse(end, literal, outer, bindings);
    }

    Parse asSlot(String slot, int from) {
        List<Binding> all = new ArrayList<>(bindings);
        all.add(new Binding(slot, value, from, end));
        return new Parse(end, 0, null, all);
    }
}
