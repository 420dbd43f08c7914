package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarException;
import java.util.Arrays;

/** Puts phones in the place of words: for each word state a tree of the pronunciations that may follow, numbered breadth first. */
public final class PhoneGraphBuilder {

    private static final int MOST_NODES = 4_000_000;

    private final WordNetwork network;
    private final WordGraph words;
    private final IntList label = new IntList();
    private final IntList firstChild = new IntList();
    private final IntList childCount = new IntList();
    private final IntList firstExit = new IntList();
    private final IntList exitWord = new IntList();
    private final IntList exitState = new IntList();
    private final Tree tree = new Tree();

    private PhoneGraphBuilder(WordNetwork network, WordGraph words) {
        this.network = network;
        this.words = words;
    }

    public static PhoneGraph build(Grammar grammar, WordNetwork network, WordGraph words) {
        return new PhoneGraphBuilder(network, words).build(grammar);
    }

    private PhoneGraph build(Grammar grammar) {
        int states = words.states();
        int[] firstEntry = new int[states];
        byte[] entryCount = new byte[states];
        for (int state = 0; state < states; state++) {
            tree.clear();
            for (int arc = words.firstArc()[state]; arc < words.firstArc()[state + 1]; arc++) {
                for (int[] phones : network.sounds()[words.arcWord()[arc]]) {
                    tree.add(phones, arc);
                }
            }
            firstEntry[state] = label.size();
            entryCount[state] = (byte) writeTree();
        }
        firstExit.add(exitWord.size());
        return new PhoneGraph(grammar, network, words.start(), bytes(label), firstChild.toArray(), bytes(childCount), firstExit.toArray(),
                exitWord.toArray(), exitState.toArray(), firstEntry, entryCount, words.finalCost());
    }

    /** Appends the tree breadth first and returns the number of its entries. */
    private int writeTree() {
        int base = label.size();
        if (base + tree.size > MOST_NODES) {
            throw new GrammarException("the grammar has more than " + MOST_NODES + " phone states; use shorter lists or fewer of them");
        }
        int[] order = tree.breadthFirst();
        int nextChild = base + tree.children(0);
        for (int i = 1; i < order.length; i++) {
            int node = order[i];
            int children = tree.children(node);
            label.add(tree.phone[node]);
            firstChild.add(nextChild);
            childCount.add(children);
            nextChild += children;
            firstExit.add(exitWord.size());
            for (int exit = tree.firstExit[node]; exit >= 0; exit = tree.nextExit.get(exit)) {
                int arc = tree.exitArc.get(exit);
                exitWord.add(words.arcWord()[arc]);
                exitState.add(words.arcTarget()[arc]);
            }
        }
        return tree.children(0);
    }

    private static byte[] bytes(IntList list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) list.get(i);
        }
        return bytes;
    }

    /** The pronunciations after one word state; node 0 is the root. */
    private static final class Tree {

        private int[] phone = new int[1024];
        private int[] child = new int[1024];
        private int[] sibling = new int[1024];
        private int[] firstExit = new int[1024];
        private final IntList exitArc = new IntList();
        private final IntList nextExit = new IntList();
        private int size;

        void clear() {
            size = 0;
            exitArc.clear();
            nextExit.clear();
            newNode(0, -1);
        }

        void add(int[] phones, int arc) {
            int node = 0;
            for (int p : phones) {
                int c = child[node];
                while (c >= 0 && phone[c] != p) {
                    c = sibling[c];
                }
                if (c < 0) {
                    c = newNode(p, child[node]);
                    child[node] = c;
                }
                node = c;
            }
            exitArc.add(arc);
            nextExit.add(firstExit[node]);
            firstExit[node] = exitArc.size() - 1;
        }

        int children(int node) {
            int count = 0;
            for (int c = child[node]; c >= 0; c = sibling[c]) {
                count++;
            }
            return count;
        }

        int[] breadthFirst() {
            int[] order = new int[size];
            int end = 1;
            for (int i = 0; i < end; i++) {
                for (int c = child[order[i]]; c >= 0; c = sibling[c]) {
                    order[end++] = c;
                }
            }
            return order;
        }

        private int newNode(int p, int next) {
            if (size == phone.length) {
                phone = Arrays.copyOf(phone, 2 * size);
                child = Arrays.copyOf(child, 2 * size);
                sibling = Arrays.copyOf(sibling, 2 * size);
                firstExit = Arrays.copyOf(firstExit, 2 * size);
            }
            phone[size] = p;
            child[size] = -1;
            sibling[size] = next;
            firstExit[size] = -1;
            return size++;
        }
    }
}
