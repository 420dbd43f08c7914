package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.GrammarException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the smallest deterministic {@link WordGraph} of a network: subset construction, depth first; a state whose arcs and cost equal those
 * of a finished one is that one (the network has no cycles, so this is exact minimisation). A network whose subsets grow beyond the budget is
 * taken as it is, nondeterministic.
 */
public final class WordGraphBuilder {

    private static final int MOST_WORDS = 400;
    /** Numbers of network states in all subsets together; typical home vocabularies need under a million. */
    private static final int SUBSET_BUDGET = 12_000_000;

    private final WordNetwork network;
    private final boolean deterministic;
    private final Map<Key, Integer> stateOfSubset = new HashMap<>();
    private final Map<Key, Integer> stateOfShape = new HashMap<>();
    private final IntList firstArc = new IntList();
    private final IntList arcWord = new IntList();
    private final IntList arcTarget = new IntList();
    private final IntList finalCosts = new IntList();
    private final int[] visited;
    private final IntList stack = new IntList();
    private int visit;
    private long subsetElements;

    private WordGraphBuilder(WordNetwork network, boolean deterministic) {
        this.network = network;
        this.deterministic = deterministic;
        visited = new int[network.states()];
    }

    public static WordGraph build(WordNetwork network) {
        WordGraph graph = new WordGraphBuilder(network, true).build();
        return graph.states() > 0 ? graph : buildNondeterministic(network);
    }

    /** The graph of a network whose subsets would grow too large: equal words may lead from one state to several. */
    static WordGraph buildNondeterministic(WordNetwork network) {
        return new WordGraphBuilder(network, false).build();
    }

    private WordGraph build() {
        int start = state(new Key(new int[] {0}), 0);
        if (start < 0) {
            return new WordGraph(0, new int[1], new int[0], new int[0], new float[0]);
        }
        firstArc.add(arcWord.size());
        float[] costs = new float[finalCosts.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = Float.intBitsToFloat(finalCosts.get(i));
        }
        return new WordGraph(start, firstArc.toArray(), arcWord.toArray(), arcTarget.toArray(), costs);
    }

    /** The graph state for a set of network states, or -1 if the budget is spent. */
    private int state(Key subset, int words) {
        Integer known = stateOfSubset.get(subset);
        if (known != null) {
            return known;
        }
        subsetElements += subset.values.length;
        if (deterministic && subsetElements > SUBSET_BUDGET) {
            return -1;
        }
        if (words > MOST_WORDS) {
            throw new GrammarException("a sentence of the grammar has more than " + MOST_WORDS + " words");
        }
        Steps steps = steps(subset.values);
        // Nothing said is no sentence, even where all parts of one are optional.
        float cost = words == 0 ? Float.POSITIVE_INFINITY : steps.finalCost;
        int[] shape = shape(steps.wordAndTarget, cost, words);
        if (shape.length == 0) {
            return -1;
        }
        int state = finished(shape);
        stateOfSubset.put(subset, state);
        return state;
    }

    /** {@code [cost, word, state, word, state, ...]}, or nothing if the budget is spent. */
    private int[] shape(long[] wordAndTarget, float cost, int words) {
        IntList shape = new IntList();
        shape.add(Float.floatToIntBits(cost));
        int i = 0;
        while (i < wordAndTarget.length) {
            int word = (int) (wordAndTarget[i] >>> 32);
            int end = i + 1;
            while (deterministic && end < wordAndTarget.length && (int) (wordAndTarget[end] >>> 32) == word) {
                end++;
            }
            int[] targets = new int[end - i];
            for (int t = 0; t < targets.length; t++) {
                targets[t] = (int) wordAndTarget[i + t];
            }
            int target = state(new Key(targets), words + 1);
            if (target < 0) {
                return new int[0];
            }
            shape.add(word);
            shape.add(target);
            i = end;
        }
        return shape.toArray();
    }

    private int finished(int[] shape) {
        Key key = new Key(shape);
        Integer equal = stateOfShape.get(key);
        if (equal != null) {
            return equal;
        }
        int state = firstArc.size();
        firstArc.add(arcWord.size());
        finalCosts.add(shape[0]);
        for (int i = 1; i < shape.length; i += 2) {
            arcWord.add(shape[i]);
            arcTarget.add(shape[i + 1]);
        }
        stateOfShape.put(key, state);
        return state;
    }

    /** All words that may follow a set of network states, sorted, without repetition, and the least cost of ending there. */
    private Steps steps(int[] subset) {
        visit++;
        stack.clear();
        long[] found = new long[16];
        int count = 0;
        float cost = Float.POSITIVE_INFINITY;
        for (int state : subset) {
            push(state);
        }
        int[] arcTargets = network.arcTarget();
        int[] arcLabels = network.arcLabel();
        int[] nextArcs = network.nextArc();
        for (int i = 0; i < stack.size(); i++) {
            int state = stack.get(i);
            int sentence = network.sentenceAt()[state];
            if (sentence >= 0) {
                cost = Math.min(cost, (float) network.grammar().sentences().get(sentence).cost());
            }
            for (int arc = network.firstArc()[state]; arc >= 0; arc = nextArcs[arc]) {
                if (arcLabels[arc] < 0) {
                    push(arcTargets[arc]);
                } else {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = (long) arcLabels[arc] << 32 | arcTargets[arc];
                }
            }
        }
        Arrays.sort(found, 0, count);
        return new Steps(Arrays.copyOf(found, count), cost);
    }

    private void push(int state) {
        if (visited[state] != visit) {
            visited[state] = visit;
            stack.add(state);
        }
    }

    private record Steps(long[] wordAndTarget, float finalCost) {
    }

    private static final class Key {

        private final int[] values;
        private final int hash;

        Key(int[] values) {
            this.values = values;
            this.hash = Arrays.hashCode(values);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
