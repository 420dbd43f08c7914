package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.yaml.Position;
import java.util.List;

/** A sentence template as it is written, before names in it are looked up. Blanks are kept: {@code light[s]} and {@code light [s]} differ. */
sealed interface Template {

    /** Texts and references of the expression it becomes, with every order of a permutation written out. */
    long size();

    record Text(String text, Position at) implements Template {
        @Override
        public long size() {
            return 1;
        }
    }

    record Sequence(List<Template> items) implements Template {
        @Override
        public long size() {
            return items.stream().mapToLong(Template::size).sum();
        }
    }

    record Alternatives(List<Template> options) implements Template {
        @Override
        public long size() {
            return options.stream().mapToLong(Template::size).sum();
        }
    }

    /** All parts, in any order. */
    record Permutation(List<Template> parts, Position at) implements Template {
        /** Of n parts, each stands once behind every ordered choice of others before it: f(n) = 1 + (n - 1) f(n - 1) times. */
        @Override
        public long size() {
            long times = 1;
            for (int n = 2; n <= parts.size(); n++) {
                times = 1 + (n - 1) * times;
            }
            return times * parts.stream().mapToLong(Template::size).sum();
        }
    }

    record Optional(Template body) implements Template {
        @Override
        public long size() {
            return body.size();
        }
    }

    /** {@code {list:slot}}; slot is the list's name if none was given. */
    record ListReference(String list, String slot, Position at) implements Template {
        @Override
        public long size() {
            return 1;
        }
    }

    /** {@code <rule>}. */
    record RuleReference(String rule, Position at) implements Template {
        @Override
        public long size() {
            return 1;
        }
    }
}
