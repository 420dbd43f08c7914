package dev.hearken.speech.internal.grammar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Time-synchronous Viterbi beam search over a {@link PhoneGraph} with CTC scores (token passing; Young et al. 1989, Graves et al. 2006): a node
 * may last several frames, blanks may follow it, and between two equal phones a blank is needed. Before and after the sentence there may be
 * silence or, at a cost, other sound. One thread; {@link #begin} allocates when a graph is larger than all before, {@link #accept} never.
 */
final class TokenSearch {

    private static final float NEVER = Float.NEGATIVE_INFINITY;
    private static final int HISTORY = 1 << 16;
    private static final int BUCKETS = 256;

    final WordHistory history = new WordHistory(HISTORY);
    final SentenceEnds ends = new SentenceEnds();
    final FrameSums sums;
    final int labels;

    private final DecoderSettings settings;
    private final @Nullable WordScores wordScores;
    private final WordEnds wordEnds = new WordEnds(history);
    private final int[] buckets = new int[BUCKETS];

    // valid for one utterance
    private PhoneGraph graph;
    private TokenList now = new TokenList(0);
    private TokenList next = new TokenList(0);
    private int[] tokenOfNode = new int[0];
    private float lead;

    // valid for one frame
    private float best;
    private float floor;

    TokenSearch(PhoneGraph graph, DecoderSettings settings, int labels, @Nullable WordScores wordScores) {
        this.graph = graph;
        this.settings = settings;
        this.labels = labels;
        this.wordScores = wordScores;
        this.sums = new FrameSums(settings.fillerCost());
        begin(graph);
    }

    void begin(PhoneGraph newGraph) {
        graph = newGraph;
        int capacity = Math.min(graph.nodes(), Math.max(64, 8 * settings.maxActive()));
        if (now.node.length < capacity) {
            now = new TokenList(capacity);
            next = new TokenList(capacity);
        }
        if (tokenOfNode.length < graph.nodes()) {
            tokenOfNode = new int[graph.nodes()];
        }
        now.size = 0;
        next.size = 0;
        wordEnds.begin(graph.wordStates());
        history.clear();
        ends.clear();
        sums.clear();
        lead = 0;
        best = NEVER;
        floor = NEVER;
    }

    PhoneGraph graph() {
        return graph;
    }

    TokenList tokens() {
        return now;
    }

    /** Score of silence and filler alone. */
    float lead() {
        return lead;
    }

    /** Takes the natural-log probabilities of one frame. */
    void accept(float[] logp, int offset) {
        if (history.size() > HISTORY / 2) {
            compactHistory();
        }
        gatherWordEnds();
        int frame = sums.frames();
        float gain = sums.accept(logp, offset, labels);
        float threshold = floor;
        // The best path can always take a blank: whatever is worse by the beam than that will not live.
        floor = best + logp[offset] - settings.beam();
        best = NEVER;
        advanceTokens(logp, offset, threshold);
        enterWords(logp, offset, frame);
        endSentences(frame);
        ends.advance(gain);
        lead += gain;
        TokenList old = now;
        now = next;
        next = old;
        next.size = 0;
        floor = pruningFloor();
    }

    private void compactHistory() {
        history.beginCompaction();
        now.mark(history);
        ends.mark(history);
        history.compact();
        now.move(history);
        ends.move(history);
    }

    private void gatherWordEnds() {
        wordEnds.clear();
        wordEnds.add(lead, lead, Integer.MIN_VALUE, graph.startState, -1, WordHistory.NONE);
        for (int i = 0; i < now.size; i++) {
            float score = now.score(i);
            int node = now.node[i];
            int end = graph.firstExit[node + 1];
            if (score < floor || graph.firstExit[node] == end) {
                continue;
            }
            int before = now.history(i);
            for (int exit = graph.firstExit[node]; exit < end; exit++) {
                int word = graph.exitWord[exit];
                float gain = wordGain(before, word);
                wordEnds.add(score + gain, now.blank[i] + gain, graph.label[node], graph.exitState[exit], word, before);
            }
        }
    }

    /** What a word adds to the score of a path when it ends. */
    private float wordGain(int before, int word) {
        return (wordScores == null ? 0 : wordScores.score(history.word(before), word)) - settings.wordPenalty();
    }

    /** Score of a sentence that ends with a token's word; negative infinity if none ends there. */
    float endScore(int token, int exit) {
        float cost = graph.finalCost[graph.exitState[exit]];
        return now.score(token) - cost + wordGain(now.history(token), graph.exitWord[exit]);
    }

    private void advanceTokens(float[] logp, int offset, float threshold) {
        float silence = logp[offset];
        for (int i = 0; i < now.size; i++) {
            float sound = now.sound[i];
            float blank = now.blank[i];
            float any = Math.max(sound, blank);
            if (any < threshold) {
                continue;
            }
            int node = now.node[i];
            int label = graph.label[node];
            int anyHistory = now.history(i);
            reach(node, sound + logp[offset + label], now.soundHistory[i]);
            reachBlank(node, any + silence, anyHistory);
            int child = graph.firstChild[node];
            for (int end = child + graph.childCount[node]; child < end; child++) {
                int phone = graph.label[child];
                if (phone == label) {
                    reach(child, blank + logp[offset + phone], now.blankHistory[i]);
                } else {
                    reach(child, any + logp[offset + phone], anyHistory);
                }
            }
        }
    }

    private void enterWords(float[] logp, int offset, int frame) {
        for (int group = 0; group < wordEnds.groups(); group++) {
            int state = wordEnds.state(group);
            int entry = graph.firstEntry[state];
            for (int end = entry + graph.entryCount[state]; entry < end; entry++) {
                int phone = graph.label[entry];
                int way = wordEnds.bestWay(group, phone);
                if (way < 0) {
                    continue;
                }
                float score = wordEnds.scoreBefore(way, phone) + logp[offset + phone];
                if (accepts(entry, score) && wordEnds.keep(group, frame)) {
                    reach(entry, score, wordEnds.record[way]);
                }
            }
        }
    }

    private boolean accepts(int node, float score) {
        if (!(score > floor)) {
            return false;
        }
        int token = tokenOfNext(node);
        return token < 0 || score > next.sound[token];
    }

    /** Sentences that ended before this frame go on as ended ones. */
    private void endSentences(int frame) {
        for (int group = 0; group < wordEnds.groups(); group++) {
            int state = wordEnds.state(group);
            float cost = graph.finalCost[state];
            if (cost == Float.POSITIVE_INFINITY) {
                continue;
            }
            int base = group * WordEnds.WAYS;
            for (int way = base; way < base + wordEnds.ways(group); way++) {
                float score = wordEnds.score[way] - cost;
                int hash = history.hash(wordEnds.previous[way], wordEnds.word[way]);
                if (wordEnds.word[way] >= 0 && ends.admits(score) && !ends.covers(hash, score) && wordEnds.keep(group, frame)) {
                    ends.add(score, wordEnds.record[way], state, hash);
                }
            }
        }
    }

    /** Entries of {@code tokenOfNode} from frames before are told by the node they point to. */
    private int tokenOfNext(int node) {
        int token = tokenOfNode[node];
        return token >= 0 && token < next.size && next.node[token] == node ? token : -1;
    }

    private void reach(int node, float score, int wordHistory) {
        if (!(score > floor)) {
            return;
        }
        int token = tokenOfNext(node);
        if (token < 0) {
            token = newToken(node);
            if (token < 0) {
                return;
            }
        } else if (next.sound[token] >= score) {
            return;
        }
        next.sound[token] = score;
        next.soundHistory[token] = wordHistory;
        raise(score);
    }

    private void reachBlank(int node, float score, int wordHistory) {
        if (!(score > floor)) {
            return;
        }
        int token = tokenOfNext(node);
        if (token < 0) {
            token = newToken(node);
            if (token < 0) {
                return;
            }
        } else if (next.blank[token] >= score) {
            return;
        }
        next.blank[token] = score;
        next.blankHistory[token] = wordHistory;
        raise(score);
    }

    private int newToken(int node) {
        if (next.size == next.node.length) {
            return -1;
        }
        int token = next.size++;
        tokenOfNode[node] = token;
        next.node[token] = node;
        next.sound[token] = NEVER;
        next.blank[token] = NEVER;
        next.soundHistory[token] = WordHistory.NONE;
        next.blankHistory[token] = WordHistory.NONE;
        return token;
    }

    private void raise(float score) {
        if (score > best) {
            best = score;
            floor = Math.max(floor, best - settings.beam());
        }
    }

    /** The score below which tokens are given up: the beam, narrowed where more than the allowed number would live. */
    private float pruningFloor() {
        if (now.size <= settings.maxActive()) {
            return best - settings.beam();
        }
        Arrays.fill(buckets, 0);
        float width = settings.beam() / BUCKETS;
        for (int i = 0; i < now.size; i++) {
            int bucket = (int) ((best - now.score(i)) / width);
            if (bucket < BUCKETS) {
                buckets[bucket]++;
            }
        }
        int kept = 0;
        int bucket = 0;
        while (bucket < BUCKETS && kept + buckets[bucket] <= settings.maxActive()) {
            kept += buckets[bucket++];
        }
        return best - Math.max(1, bucket) * width;
    }
}
