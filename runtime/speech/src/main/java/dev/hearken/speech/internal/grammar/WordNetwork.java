package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Grammar;
import java.util.List;

/**
 * A grammar as a nondeterministic network of words, rules written out; used to make the search graph and, after the search, to read the
 * intent and the slots off the recognised words. Without cycles. Immutable.
 *
 * @param grammar    the source
 * @param words      spelling of each word number
 * @param sounds     pronunciations of each word number, as recogniser labels
 * @param names      slot names and values that marks refer to
 * @param firstArc   for each state its first arc or -1; state 0 is the start
 * @param sentenceAt for each state the sentence that ends there, or -1
 * @param arcTarget  state that an arc leads to
 * @param arcLabel   word number, or {@link #SILENT}, or a mark (see {@link #mark})
 * @param nextArc    next arc of the same state or -1, in the order of the grammar
 */
public record WordNetwork(Grammar grammar, String[] words, int[][][] sounds, List<String> names, int[] firstArc, int[] sentenceAt,
                   int[] arcTarget, int[] arcLabel, int[] nextArc) {

    static final int SILENT = -1;

    /** What a mark does while words are read. */
    enum Mark {
        OPEN_SLOT, CLOSE_SLOT, OPEN_VALUE, CLOSE_VALUE;

        private static final Mark[] ALL = values();
    }

    /** Label of a mark: -2 and below. */
    static int mark(Mark mark, int name) {
        return -2 - (name * Mark.ALL.length + mark.ordinal());
    }

    static boolean isMark(int label) {
        return label <= -2;
    }

    static Mark markOf(int label) {
        return Mark.ALL[(-2 - label) % Mark.ALL.length];
    }

    static int nameOf(int label) {
        return (-2 - label) / Mark.ALL.length;
    }

    int states() {
        return firstArc.length;
    }
}
