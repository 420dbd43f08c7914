package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Grammar;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads intent and slots off recognised words by walking the word network with all sentences at once. Of several sentences with the same
 * words the cheapest counts, then the first of the grammar; of several ways through a sentence the first. One thread.
 */
final class SentenceReader {

    private final WordNetwork network;
    private final int[] visited;
    private int visit;
    // The steps of the walk: state reached, step before, arc taken.
    private final IntList states = new IntList();
    private final IntList before = new IntList();
    private final IntList arcs = new IntList();
    // Pairs (step, arc): still to be followed; to be followed when the next word is known, in the order of the grammar.
    private final IntList pending = new IntList();
    private final IntList waiting = new IntList();

    SentenceReader(WordNetwork network) {
        this.network = network;
        this.visited = new int[network.states()];
    }

    boolean reads(WordNetwork other) {
        return network == other;
    }

    /** What words mean, or null if no sentence of the grammar has these words. */
    @Nullable Reading read(int[] words) {
        states.clear();
        before.clear();
        arcs.clear();
        waiting.clear();
        visit++;
        walk(0, -1, -1);
        int begin = 0;
        for (int word : words) {
            begin = states.size();
            visit++;
            int[] ways = waiting.toArray();
            waiting.clear();
            for (int i = 0; i < ways.length; i += 2) {
                if (network.arcLabel()[ways[i + 1]] == word) {
                    walk(network.arcTarget()[ways[i + 1]], ways[i], ways[i + 1]);
                }
            }
        }
        return best(begin, states.size());
    }

    /** Visits a state and all that can be reached from it in silence, depth first, so that the way that the grammar names first is kept. */
    private void walk(int state, int previous, int arc) {
        visit(state, previous, arc);
        while (pending.size() > 0) {
            int next = pending.removeLast();
            int step = pending.removeLast();
            if (network.arcLabel()[next] >= 0) {
                waiting.add(step);
                waiting.add(next);
            } else {
                visit(network.arcTarget()[next], step, next);
            }
        }
    }

    private void visit(int state, int previous, int arc) {
        if (visited[state] == visit) {
            return;
        }
        visited[state] = visit;
        int step = states.size();
        states.add(state);
        before.add(previous);
        arcs.add(arc);
        int first = pending.size();
        for (int a = network.firstArc()[state]; a >= 0; a = network.nextArc()[a]) {
            pending.add(step);
            pending.add(a);
        }
        for (int low = first, high = pending.size() - 2; low < high; low += 2, high -= 2) {
            int swapped = pending.get(low + 1);
            pending.set(low + 1, pending.get(high + 1));
            pending.set(high + 1, swapped);
        }
    }

    private @Nullable Reading best(int begin, int end) {
        int best = -1;
        Grammar.@Nullable Sentence sentence = null;
        int number = 0;
        for (int i = begin; i < end; i++) {
            int at = network.sentenceAt()[states.get(i)];
            if (at >= 0) {
                Grammar.Sentence candidate = network.grammar().sentences().get(at);
                if (sentence == null || candidate.cost() < sentence.cost() || candidate.cost() == sentence.cost() && at < number) {
                    best = i;
                    sentence = candidate;
                    number = at;
                }
            }
        }
        return sentence == null ? null : reading(sentence, best);
    }

    private Reading reading(Grammar.Sentence sentence, int last) {
        Deque<Integer> path = new ArrayDeque<>();
        for (int i = last; i > 0; i = before.get(i)) {
            path.addFirst(arcs.get(i));
        }
        SlotCollector collector = new SlotCollector();
        for (int arc : path) {
            int label = network.arcLabel()[arc];
            if (label >= 0) {
                collector.word(network.words()[label]);
            } else if (WordNetwork.isMark(label)) {
                collector.mark(WordNetwork.markOf(label), network.names().get(WordNetwork.nameOf(label)));
            }
        }
        return new Reading(sentence.intent(), collector.text(), collector.slots(sentence.fixedSlots()));
    }

    /** What recognised words mean. */
    record Reading(String intent, String text, Map<String, SlotValue> slots) {
    }

    /** Follows the marks of one way through a sentence. */
    private static final class SlotCollector {

        private final StringBuilder text = new StringBuilder();
        private final Deque<OpenSlot> open = new ArrayDeque<>();
        private final Map<String, SlotValue> slots = new LinkedHashMap<>();

        void word(String word) {
            append(text, word);
            for (OpenSlot slot : open) {
                append(slot.spoken, word);
            }
        }

        void mark(WordNetwork.Mark mark, String name) {
            OpenSlot innermost = open.peekLast();
            switch (mark) {
                case OPEN_SLOT -> {
                    // Slots are listed in the order in which they begin.
                    slots.putIfAbsent(name, new SlotValue("", ""));
                    open.addLast(new OpenSlot());
                }
                case CLOSE_SLOT -> slots.put(name, open.removeLast().value());
                case OPEN_VALUE -> {
                    if (innermost != null && innermost.openValues++ == 0) {
                        append(innermost.value, name);
                    }
                }
                case CLOSE_VALUE -> {
                    if (innermost != null) {
                        innermost.openValues--;
                    }
                }
            }
        }

        String text() {
            return text.toString();
        }

        Map<String, SlotValue> slots(Map<String, String> fixed) {
            slots.values().removeIf(slot -> slot.value().isEmpty());
            fixed.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(e -> slots.putIfAbsent(e.getKey(), new SlotValue(e.getValue(), "")));
            return slots;
        }

        private static void append(StringBuilder to, String word) {
            if (to.length() > 0) {
                to.append(' ');
            }
            to.append(word);
        }
    }

    private static final class OpenSlot {

        private final StringBuilder spoken = new StringBuilder();
        private final StringBuilder value = new StringBuilder();
        private int openValues;

        /** The values taken inside, else the words. */
        SlotValue value() {
            return new SlotValue(value.length() > 0 ? value.toString() : spoken.toString(), spoken.toString());
        }
    }
}
