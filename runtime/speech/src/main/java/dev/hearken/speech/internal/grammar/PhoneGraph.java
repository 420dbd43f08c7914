package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Grammar;
import java.util.stream.IntStream;

/**
 * The search graph. A <i>node</i> is one phone of one or several words; the words that may follow a word state form a tree of nodes, so equal
 * beginnings stand once. A node where words end has <i>exits</i>: word and the word state reached. The first phones of a state's words are its
 * <i>entries</i>. Entries of a state, and children of a node, have consecutive numbers. About 12 bytes a node and 8 an exit. Immutable.
 */
public final class PhoneGraph implements CompiledGrammar {

    // nodes
    final byte[] label;
    final int[] firstChild;
    final byte[] childCount;
    final int[] firstExit;
    // exits
    final int[] exitWord;
    final int[] exitState;
    // word states
    final int[] firstEntry;
    final byte[] entryCount;
    final float[] finalCost;
    final int startState;
    final WordNetwork network;
    /** True if no sentence has a second word: a closed list of words. */
    final boolean oneWord;

    private final Grammar grammar;

    PhoneGraph(Grammar grammar, WordNetwork network, int startState, byte[] label, int[] firstChild, byte[] childCount, int[] firstExit,
               int[] exitWord, int[] exitState, int[] firstEntry, byte[] entryCount, float[] finalCost) {
        this.grammar = grammar;
        this.network = network;
        this.startState = startState;
        this.label = label;
        this.firstChild = firstChild;
        this.childCount = childCount;
        this.firstExit = firstExit;
        this.exitWord = exitWord;
        this.exitState = exitState;
        this.firstEntry = firstEntry;
        this.entryCount = entryCount;
        this.finalCost = finalCost;
        this.oneWord = IntStream.of(exitState).allMatch(state -> entryCount[state] == 0);
    }

    int nodes() {
        return label.length;
    }

    int wordStates() {
        return finalCost.length;
    }

    @Override
    public Grammar source() {
        return grammar;
    }

    @Override
    public int states() {
        return nodes();
    }

    @Override
    public int arcs() {
        int arcs = exitWord.length;
        for (byte count : childCount) {
            arcs += count;
        }
        for (byte count : entryCount) {
            arcs += count;
        }
        return arcs;
    }
}
