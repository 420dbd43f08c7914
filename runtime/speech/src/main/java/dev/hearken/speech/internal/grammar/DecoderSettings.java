package dev.hearken.speech.internal.grammar;

import java.util.Map;

/**
 * How wide to search and how to judge the result; a pack overrides the defaults in {@code recognizer.parameters.decoder}. Scores are natural
 * logarithms.
 *
 * @param beam           paths this much worse than the best are given up
 * @param maxActive      phone nodes kept alive a frame
 * @param wordPenalty    taken from the score for each word
 * @param fillerCost     taken for each frame of sound before and after the sentence, below the best phone of that frame; silence is free
 * @param completeMargin how much better than every unfinished path a finished sentence must be to count as complete; negative = may be worse
 * @param rejectBelow    confidence below which the best reading is rejected
 * @param scoreWeight    confidence = 1 / (1 + exp(-(bias + scoreWeight * logScore)))
 * @param bias           see {@code scoreWeight}
 */
public record DecoderSettings(float beam, int maxActive, float wordPenalty, float fillerCost, float completeMargin, double rejectBelow,
                              double scoreWeight, double bias) {

    public static final DecoderSettings DEFAULT = new DecoderSettings(40, 3000, 0, 3, 0, 0.5, 2.5, 4);

    public DecoderSettings {
        if (!(beam > 0) || maxActive < 1 || !(fillerCost >= 0)) {
            throw new IllegalArgumentException("decoder settings: beam > 0, maxActive >= 1, fillerCost >= 0 expected, got beam "
                    + beam + ", maxActive " + maxActive + ", fillerCost " + fillerCost);
        }
    }

    /**
     * Settings of a pack: the keys are the components' names, all may be left out.
     *
     * @throws IllegalArgumentException for an unknown key or a value that is no number
     */
    public static DecoderSettings from(Map<String, ?> parameters) {
        for (String key : parameters.keySet()) {
            if (!KEYS.containsKey(key)) {
                throw new IllegalArgumentException("decoder settings: unknown key \"" + key + "\", known are " + String.join(", ", KEYS.keySet()));
            }
        }
        return new DecoderSettings((float) number(parameters, "beam"), (int) number(parameters, "maxActive"),
                (float) number(parameters, "wordPenalty"), (float) number(parameters, "fillerCost"), (float) number(parameters, "completeMargin"),
                number(parameters, "rejectBelow"), number(parameters, "scoreWeight"), number(parameters, "bias"));
    }

    private static final Map<String, Double> KEYS = new java.util.TreeMap<>(Map.of("beam", (double) DEFAULT.beam,
            "maxActive", (double) DEFAULT.maxActive, "wordPenalty", (double) DEFAULT.wordPenalty, "fillerCost", (double) DEFAULT.fillerCost,
            "completeMargin", (double) DEFAULT.completeMargin, "rejectBelow", DEFAULT.rejectBelow, "scoreWeight", DEFAULT.scoreWeight, "bias", DEFAULT.bias));

    private static double number(Map<String, ?> parameters, String key) {
        Object value = parameters.get(key);
        if (value == null) {
            return KEYS.get(key);
        }
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException("decoder settings: " + key + " must be a number, is \"" + value + "\"");
    }

    /** The confidence for a score a frame of sound. */
    double confidence(double logScore) {
        return 1 / (1 + Math.exp(-(bias + scoreWeight * logScore)));
    }
}
