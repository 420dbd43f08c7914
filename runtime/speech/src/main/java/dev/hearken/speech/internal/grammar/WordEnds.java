package dev.hearken.speech.internal.grammar;

import java.util.Arrays;

/**
 * The words that end in one frame, gathered by the word state they lead to; the best few ways into a state are kept, different words only.
 * Reused from frame to frame.
 */
final class WordEnds {

    static final int WAYS = 4;
    private static final int CAPACITY = 8192;

    private final WordHistory history;
    private int[] groupOfState = new int[0];
    private final int[] state = new int[CAPACITY];
    private final int[] ways = new int[CAPACITY];
    // A way into state g is at g * WAYS + rank, best first.
    final float[] score = new float[CAPACITY * WAYS];
    final float[] blankScore = new float[CAPACITY * WAYS];
    final int[] label = new int[CAPACITY * WAYS];
    final int[] word = new int[CAPACITY * WAYS];
    final int[] previous = new int[CAPACITY * WAYS];
    final int[] record = new int[CAPACITY * WAYS];
    private final int[] hash = new int[CAPACITY * WAYS];
    private int groups;

    WordEnds(WordHistory history) {
        this.history = history;
    }

    void begin(int wordStates) {
        if (groupOfState.length < wordStates) {
            groupOfState = new int[wordStates];
        }
        Arrays.fill(groupOfState, -1);
        groups = 0;
    }

    void clear() {
        for (int g = 0; g < groups; g++) {
            groupOfState[state[g]] = -1;
        }
        groups = 0;
    }

    int groups() {
        return groups;
    }

    int state(int group) {
        return state[group];
    }

    int ways(int group) {
        return ways[group];
    }

    /**
     * A word ends.
     *
     * @param anyScore     score of the better of the node's two ends
     * @param afterBlank   score of the end with a blank, after which the same phone may come again
     * @param lastLabel    phone of the node
     * @param wordState    state the word leads to
     * @param wordNumber   the word; -1 for the beginning of a sentence
     * @param before       history before the word
     */
    void add(float anyScore, float afterBlank, int lastLabel, int wordState, int wordNumber, int before) {
        int group = groupOfState[wordState];
        if (group < 0) {
            if (groups == CAPACITY) {
                return;
            }
            group = groups++;
            groupOfState[wordState] = group;
            state[group] = wordState;
            ways[group] = 0;
        }
        int wordsHash = history.hash(before, wordNumber);
        int base = group * WAYS;
        int hole = base + ways[group];
        for (int i = base; i < base + ways[group]; i++) {
            if (hash[i] == wordsHash) {
                if (score[i] >= anyScore) {
                    return;
                }
                hole = i;
                break;
            }
        }
        if (hole == base + WAYS) {
            hole--;
            if (score[hole] >= anyScore) {
                return;
            }
        } else if (hole == base + ways[group]) {
            ways[group]++;
        }
        while (hole > base && score[hole - 1] < anyScore) {
            copy(hole - 1, hole);
            hole--;
        }
        score[hole] = anyScore;
        blankScore[hole] = afterBlank;
        label[hole] = lastLabel;
        word[hole] = wordNumber;
        previous[hole] = before;
        hash[hole] = wordsHash;
        record[hole] = WordHistory.NONE;
    }

    private void copy(int from, int to) {
        score[to] = score[from];
        blankScore[to] = blankScore[from];
        label[to] = label[from];
        word[to] = word[from];
        previous[to] = previous[from];
        hash[to] = hash[from];
        record[to] = record[from];
    }

    /** The way by which the phone can begin best, or -1. */
    int bestWay(int group, int phone) {
        int base = group * WAYS;
        if (label[base] != phone) {
            return base;
        }
        int best = -1;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int i = base; i < base + ways[group]; i++) {
            float s = scoreBefore(i, phone);
            if (s > bestScore) {
                bestScore = s;
                best = i;
            }
        }
        return best;
    }

    float scoreBefore(int way, int phone) {
        return label[way] == phone ? blankScore[way] : score[way];
    }

    /** Writes a group's ways into the history as alternatives; false if it is full. */
    boolean keep(int group, int frame) {
        int base = group * WAYS;
        if (record[base] != WordHistory.NONE) {
            return true;
        }
        if (!history.hasRoom(ways[group])) {
            return false;
        }
        history.beginGroup();
        for (int i = base; i < base + ways[group]; i++) {
            record[i] = history.add(previous[i], word[i], frame, score[i]);
        }
        return true;
    }
}
