package dev.hearken.speech;

import java.util.List;

/** What may be said, as an immutable tree. Front ends (hassil YAML, Rhino YAML, plain lists) build it; the decoder compiles it. */
public sealed interface Expression {

    /** One spoken word, lower case, as it is looked up in the lexicon. */
    record Word(String text) implements Expression {
    }

    /** All parts, one after the other; no parts = nothing is said. */
    record Sequence(List<Expression> parts) implements Expression {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** Exactly one of the options. */
    record Choice(List<Expression> options) implements Expression {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /** The body, or nothing. */
    record Optional(Expression body) implements Expression {
    }

    /** What is said inside fills the named slot: with the words said, or with a {@link Value} taken inside. */
    record Slot(String name, Expression body) implements Expression {
    }

    /** When the body is said, the enclosing slot gets this value instead of the words ("living room" -> "area.living_room"). */
    record Value(String value, Expression body) implements Expression {
    }

    /** Another rule of the same grammar by name; recursion is refused when the grammar is built. */
    record Reference(String rule) implements Expression {
    }
}
