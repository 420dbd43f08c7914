package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.yaml.Position;
import java.util.List;

/** A sentence template as it is written, before names in it are looked up. Blanks are kept: {@code light[s]} and {@code light [s]} differ. */
sealed interface Template {

    record Text(String text, Position at) implements Template {
    }

    record Sequence(List<Template> items) implements Template {
    }

    record Alternatives(List<Template> options) implements Template {
    }

    /** All parts, in any order. */
    record Permutation(List<Template> parts, Position at) implements Template {
    }

    record Optional(Template body) implements Template {
    }

    /** {@code {list:slot}}; slot is the list's name if none was given. */
    record ListReference(String list, String slot, Position at) implements Template {
    }

    /** {@code <rule>}. */
    record RuleReference(String rule, Position at) implements Template {
    }
}
