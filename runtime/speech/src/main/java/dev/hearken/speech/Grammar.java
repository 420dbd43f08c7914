package dev.hearken.speech;

import java.util.List;
import java.util.Map;

/**
 * A closed set of sentences with the intent each one means.
 *
 * @param language  two-letter code, {@code en} or {@code zh}
 * @param rules     shared sub-expressions by name
 * @param sentences what may be said
 */
public record Grammar(String language, Map<String, Expression> rules, List<Sentence> sentences) {

    public Grammar {
        rules = Map.copyOf(rules);
        sentences = List.copyOf(sentences);
    }

    /**
     * @param intent     name of the intent
     * @param body       the words
     * @param fixedSlots slots that this wording implies without their being said
     * @param cost       natural-log penalty added to the score of this wording (0 = none); rarer wordings cost more
     */
    public record Sentence(String intent, Expression body, Map<String, String> fixedSlots, double cost) {
        public Sentence {
            fixedSlots = Map.copyOf(fixedSlots);
        }
    }
}
