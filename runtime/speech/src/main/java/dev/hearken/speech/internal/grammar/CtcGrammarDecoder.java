package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Transcript.Evidence;
import dev.hearken.speech.Transcript.Hypothesis;
import dev.hearken.speech.internal.lexicon.Arpabet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sentence of a grammar that fits an utterance best, frame by frame. One thread.
 *
 * <p>{@link #begin} -> {@link #accept} for every 40 ms frame, between them {@link #partial}, {@link #complete}, {@link #extendable} as wanted ->
 * {@link #finish}.
 */
public final class CtcGrammarDecoder {

    private final DecoderSettings settings;
    private final int labels;
    private final float[] frame;
    private @Nullable TokenSearch search;
    private @Nullable PartialWords partial;
    private @Nullable SentenceReader reader;

    public CtcGrammarDecoder(DecoderSettings settings) {
        this(settings, Arpabet.labels());
    }

    /**
     * @param labels labels in a frame of log probabilities, the blank included
     */
    public CtcGrammarDecoder(DecoderSettings settings, int labels) {
        this.settings = settings;
        this.labels = labels;
        this.frame = new float[labels];
    }

    /** Starts an utterance; forgets the one before. Allocates only when the grammar changes. */
    public void begin(CompiledGrammar grammar) {
        if (!(grammar instanceof PhoneGraph graph)) {
            throw new IllegalArgumentException("this grammar was not made by GrammarCompiler");
        }
        if (search == null) {
            search = new TokenSearch(graph, settings, labels, null);
        } else {
            search.begin(graph);
        }
        if (reader == null || !reader.reads(graph.network)) {
            reader = new SentenceReader(graph.network);
        }
        if (partial == null) {
            partial = new PartialWords(search);
        }
        partial.clear();
    }

    /** Takes one frame of natural-log probabilities, {@code logp[offset .. offset + labels)}, blank first. Allocates nothing. */
    public void accept(float[] logp, int offset) {
        System.arraycopy(logp, offset, frame, 0, labels);
        frame[0] -= settings.blankCost();
        begun().accept(frame, 0);
    }

    /** The words that all good paths agree on, if they have changed since the last call, else null. */
    public @Nullable String partial() {
        begun();
        return partial.changed();
    }

    /**
     * True if the best path is at the end of a sentence and better by {@code completeMargin} than every path in the middle of one, and than
     * filler alone. Allocates nothing.
     */
    public boolean complete() {
        TokenSearch s = begun();
        float ended = s.ends.size > 0 ? s.ends.score[0] : Float.NEGATIVE_INFINITY;
        float unfinished = s.lead();
        TokenList tokens = s.tokens();
        for (int i = 0; i < tokens.size; i++) {
            float score = endScore(s, i);
            if (score > Float.NEGATIVE_INFINITY) {
                ended = Math.max(ended, score);
            } else {
                unfinished = Math.max(unfinished, tokens.score(i));
            }
        }
        return ended >= unfinished + settings.completeMargin();
    }

    /** True if the best finished sentence could go on with more words ("turn on the light" … "in the kitchen"). Allocates nothing. */
    public boolean extendable() {
        TokenSearch s = begun();
        PhoneGraph graph = s.graph();
        float best = Float.NEGATIVE_INFINITY;
        boolean more = true;
        if (s.ends.size > 0) {
            best = s.ends.score[0];
            more = graph.entryCount[s.ends.state[0]] > 0;
        }
        TokenList tokens = s.tokens();
        for (int i = 0; i < tokens.size; i++) {
            int node = tokens.node[i];
            float score = endScore(s, i);
            if (score >= best && score > Float.NEGATIVE_INFINITY) {
                best = score;
                more = graph.childCount[node] > 0;
                for (int exit = graph.firstExit[node]; exit < graph.firstExit[node + 1]; exit++) {
                    more |= graph.entryCount[graph.exitState[exit]] > 0;
                }
            }
        }
        return more;
    }

    /** Best score of a sentence that ends with a token's word; negative infinity if none does. */
    private static float endScore(TokenSearch search, int token) {
        float best = Float.NEGATIVE_INFINITY;
        int node = search.tokens().node[token];
        for (int exit = search.graph().firstExit[node]; exit < search.graph().firstExit[node + 1]; exit++) {
            best = Math.max(best, search.endScore(token, exit));
        }
        return best;
    }

    /**
     * The best readings of the utterance so far.
     *
     * @param n most readings wanted
     */
    public DecoderResult finish(int n) {
        TokenSearch s = begun();
        List<Hypothesis> nBest = new ArrayList<>();
        Set<Object> meanings = new HashSet<>();
        List<NBestSearch.Sentence> sentences = new NBestSearch(s).find(n, sentence -> {
            SentenceReader.Reading reading = reader.read(sentence.words().stream().mapToInt(Integer::intValue).toArray());
            if (reading == null || !meanings.add(meaning(reading))) {
                return false;
            }
            Evidence evidence = evidenceOf(sentence, s);
            nBest.add(new Hypothesis(reading.intent(), reading.text(), reading.slots(), settings.confidence().of(evidence, s.graph().oneWord), evidence));
            return true;
        });
        double score = sentences.isEmpty() ? Double.NEGATIVE_INFINITY : sentences.get(0).score();
        DecoderScores scores = new DecoderScores(score, s.sums.free(), s.sums.blank(), s.sums.filler(), s.sums.frames(), s.sums.sound());
        boolean rejected = nBest.isEmpty() || nBest.get(0).confidence() < settings.rejectBelow();
        return new DecoderResult(nBest, rejected, scores);
    }

    private static Object meaning(SentenceReader.Reading reading) {
        Map<String, String> values = new LinkedHashMap<>();
        reading.slots().forEach((name, slot) -> values.put(name, slot.value()));
        return Map.entry(reading.intent(), values);
    }

    private static Evidence evidenceOf(NBestSearch.Sentence sentence, TokenSearch s) {
        FrameSums sums = s.sums;
        int begin = sentence.begin();
        int end = sentence.end();
        int sound = sums.sound(begin, end);
        double after = sums.filler(end, sums.frames());
        double inside = sentence.score() - sentence.lead() - after - sums.free(begin, end);
        double worst = 0;
        int phones = 0;
        for (NBestSearch.SpokenWord word : sentence.spoken()) {
            int length = shortest(s.graph().network.sounds()[word.number()]);
            phones += length;
            worst = Math.min(worst, (word.score() - sums.free(word.begin(), word.end())) / Math.max(1, length));
        }
        double overall = (sentence.score() - sums.free()) / Math.max(1, sums.sound());
        double fillerShare = sums.sound() == 0 ? 0 : 1 - sound / (double) sums.sound();
        return new Evidence(overall, inside / Math.max(1, sound), fillerShare, worst, phones);
    }

    private static int shortest(int[][] pronunciations) {
        int shortest = Integer.MAX_VALUE;
        for (int[] pronunciation : pronunciations) {
            shortest = Math.min(shortest, pronunciation.length);
        }
        return shortest;
    }

    private TokenSearch begun() {
        if (search == null) {
            throw new IllegalStateException("begin has not been called");
        }
        return search;
    }
}
