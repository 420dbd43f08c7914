package dev.hearken.speech.internal.grammar;

/**
 * What may be said as a graph of words without cycles: equal beginnings and equal endings stand once. Arcs lead to states with smaller
 * numbers. Immutable.
 *
 * @param start     start state
 * @param firstArc  for each state its first arc; one more at the end
 * @param arcWord   word numbers, ascending within a state
 * @param arcTarget states
 * @param finalCost natural-log cost of ending in a state; infinite where no sentence ends
 */
public record WordGraph(int start, int[] firstArc, int[] arcWord, int[] arcTarget, float[] finalCost) {

    int states() {
        return finalCost.length;
    }
}
