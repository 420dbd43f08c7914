package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Transcript.Evidence;
import java.util.Map;
import java.util.TreeMap;

/**
 * How wide to search and how to judge the result; a pack overrides the defaults in {@code recognizer.parameters.decoder}. Scores are natural
 * logarithms.
 *
 * @param beam           paths this much worse than the best are given up
 * @param maxActive      phone nodes kept alive a frame
 * @param wordPenalty    taken from the score for each word
 * @param blankCost      taken from the blank in every frame: CTC models leave out phones they are unsure of rather than add some
 * @param fillerCost     taken for each frame of sound before and after the sentence, below the best phone of that frame; silence is free
 * @param completeMargin how much better than every unfinished path a finished sentence must be to count as complete; negative = may be worse
 * @param rejectBelow    confidence below which the best reading is rejected
 * @param confidence     see {@link Confidence}
 */
public record DecoderSettings(float beam, int maxActive, float wordPenalty, float blankCost, float fillerCost, float completeMargin,
                              double rejectBelow, Confidence confidence) {

    public static final DecoderSettings DEFAULT = new DecoderSettings(40, 3000, 0, 0, 3, 0, 0.5, new Confidence(4, 2.5, 0, 0, 0, 0));

    private static final Map<String, Double> DEFAULTS = defaults();

    /**
     * Logistic regression over the evidence: 1 / (1 + exp(-(bias + sum of weight x evidence))). Fitted on held-out training material, commands
     * against chatter ({@code models/training}, step {@code confidence}).
     *
     * @param shortness weighs one over the number of phones: few phones fit anything more easily
     * @param wordList  added where the grammar is a list of single words, where one short word is what is expected
     */
    public record Confidence(double bias, double overall, double fillerShare, double worstWord, double shortness, double wordList) {

        double of(Evidence evidence, boolean oneWord) {
            return 1 / (1 + Math.exp(-(bias + (oneWord ? wordList : 0) + overall * evidence.overall() + fillerShare * evidence.fillerShare()
                    + worstWord * evidence.worstWord() + shortness / Math.max(1, evidence.phones()))));
        }
    }

    public DecoderSettings {
        if (!(beam > 0) || maxActive < 1 || !(fillerCost >= 0) || !(blankCost >= 0)) {
            throw new IllegalArgumentException("decoder settings: beam > 0, maxActive >= 1, fillerCost >= 0, blankCost >= 0 expected, got beam "
                    + beam + ", maxActive " + maxActive + ", fillerCost " + fillerCost + ", blankCost " + blankCost);
        }
    }

    /** What only searches: nothing is rejected. */
    static DecoderSettings searching(float beam, int maxActive, float wordPenalty, float fillerCost) {
        return new DecoderSettings(beam, maxActive, wordPenalty, 0, fillerCost, 0, 0, new Confidence(0, 1, 0, 0, 0, 0));
    }

    /**
     * Settings of a pack, all of which may be left out: {@code beam}, {@code maxActive}, {@code wordPenalty}, {@code blankCost},
     * {@code fillerCost}, {@code completeMargin}, {@code rejectBelow}, and of the confidence {@code bias}, {@code scoreWeight} (overall),
     * {@code fillerWeight}, {@code worstWordWeight}, {@code shortWeight}, {@code wordListBias}.
     *
     * @throws IllegalArgumentException for an unknown key or a value that is no number
     */
    public static DecoderSettings from(Map<String, ?> parameters) {
        for (String key : parameters.keySet()) {
            if (!DEFAULTS.containsKey(key)) {
                throw new IllegalArgumentException("decoder settings: unknown key \"" + key + "\", known are " + String.join(", ", DEFAULTS.keySet()));
            }
        }
        return new DecoderSettings((float) number(parameters, "beam"), (int) number(parameters, "maxActive"),
                (float) number(parameters, "wordPenalty"), (float) number(parameters, "blankCost"), (float) number(parameters, "fillerCost"),
                (float) number(parameters, "completeMargin"), number(parameters, "rejectBelow"),
                new Confidence(number(parameters, "bias"), number(parameters, "scoreWeight"), number(parameters, "fillerWeight"),
                        number(parameters, "worstWordWeight"), number(parameters, "shortWeight"), number(parameters, "wordListBias")));
    }

    private static Map<String, Double> defaults() {
        DecoderSettings d = DEFAULT;
        Map<String, Double> values = new TreeMap<>(Map.of("beam", (double) d.beam, "maxActive", (double) d.maxActive,
                "wordPenalty", (double) d.wordPenalty, "blankCost", (double) d.blankCost, "fillerCost", (double) d.fillerCost,
                "completeMargin", (double) d.completeMargin, "rejectBelow", d.rejectBelow));
        values.putAll(Map.of("bias", d.confidence.bias, "scoreWeight", d.confidence.overall, "fillerWeight", d.confidence.fillerShare,
                "worstWordWeight", d.confidence.worstWord, "shortWeight", d.confidence.shortness, "wordListBias", d.confidence.wordList));
        return values;
    }

    private static double number(Map<String, ?> parameters, String key) {
        Object value = parameters.get(key);
        if (value == null) {
            return DEFAULTS.get(key);
        }
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException("decoder settings: " + key + " must be a number, is \"" + value + "\"");
    }
}
