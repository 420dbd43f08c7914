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
    // Triples (state, step before, arc) still to be looked at; silent arcs of one state.
    private final IntList pending = new IntList();
    private final IntList silent = new IntList();

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
        visit++;
        walk(0, -1, -1);
        int begin = 0;
        for (int word : words) {
            int end = states.size();
            visit++;
            for (int i = begin; i < end; i++) {
                for (int arc = network.firstArc()[states.get(i)]; arc >= 0; arc = network.nextArc()[arc]) {
                    if (network.arcLabel()[arc] == word) {
                        walk(network.arcTarget()[arc], i, arc);
                    }
                }
            }
            begin = end;
        }
        return best(begin, states.size());
    }

    /** Adds a state and all that can be reached from it in silence, depth first, so that the way the grammar names first is kept. */
    private void walk(int state, int previous, int arc) {
        push(state, previous, arc);
        while (pending.size() > 0) {
            int takenArc = pending.removeLast();
            int from = pending.removeLast();
            int reached = pending.removeLast();
            if (visited[reached] == visit) {
                continue;
            }
            visited[reached] = visit;
            int step = states.size();
            states.add(reached);
            before.add(from);
            arcs.add(takenArc);
            silent.clear();
            for (int a = network.firstArc()[reached]; a >= 0; a = network.nextArc()[a]) {
                if (network.arcLabel()[a] < 0) {
                    silent.add(a);
                }
            }
            while (silent.size() > 0) {
                int a = silent.removeLast();
                push(network.arcTarget()[a], step, a);
            }
        }
    }

    private void push(int state, int previous, int arc) {
        pending.add(state);
        pending.add(previous);
        pending.add(arc);
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
