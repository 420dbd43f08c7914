package dev.hearken.speech.internal.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The best word sequences that end a sentence, best first: walks the word history backwards from all ends, at each word also along the
 * alternatives that lost there, always continuing with the sequence that has lost least so far.
 */
final class NBestSearch {

    private static final int MOST_STEPS = 4000;

    private final TokenSearch search;
    private final WordHistory history;

    NBestSearch(TokenSearch search) {
        this.search = search;
        this.history = search.history;
    }

    /** At most {@code n} different word sequences that {@code wanted} accepts. */
    List<Sentence> find(int n, java.util.function.Predicate<Sentence> wanted) {
        PriorityQueue<Step> open = new PriorityQueue<>((a, b) -> Double.compare(b.score, a.score));
        addEnds(open);
        List<Sentence> found = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>();
        for (int steps = 0; steps < MOST_STEPS && !open.isEmpty() && found.size() < n; steps++) {
            Step step = open.poll();
            if (history.word(step.record) >= 0) {
                addWays(open, step);
                continue;
            }
            Sentence sentence = step.sentence(history.frame(step.record), history.score(step.record));
            if (seen.add(sentence.words()) && wanted.test(sentence)) {
                found.add(sentence);
            }
        }
        return found;
    }

    private void addWays(PriorityQueue<Step> open, Step step) {
        float reached = history.score(step.record);
        int end = history.groupEnd(step.record);
        for (int way = history.groupStart(step.record); way < end; way++) {
            double loss = Math.max(0, reached - history.score(way));
            if (history.word(way) < 0) {
                open.add(new Step(step.score - loss, way, step.words, step.end));
                continue;
            }
            Word word = new Word(history.word(way), history.frame(way), history.score(way), history.score(history.previous(way)), step.words);
            open.add(new Step(step.score - loss, history.previous(way), word, step.end));
        }
    }

    private void addEnds(PriorityQueue<Step> open) {
        for (int i = 0; i < search.ends.size; i++) {
            int record = search.ends.record[i];
            open.add(new Step(search.ends.score[i], record, null, history.frame(record)));
        }
        PhoneGraph graph = search.graph();
        TokenList tokens = search.tokens();
        for (int i = 0; i < tokens.size; i++) {
            int node = tokens.node[i];
            for (int exit = graph.firstExit[node]; exit < graph.firstExit[node + 1]; exit++) {
                float score = search.endScore(i, exit);
                if (score > Float.NEGATIVE_INFINITY) {
                    int end = search.sums.frames();
                    Word word = new Word(graph.exitWord[exit], end, score, history.score(tokens.history(i)), null);
                    open.add(new Step(score, tokens.history(i), word, end));
                }
            }
        }
    }

    /**
     * @param spoken words in the order spoken
     * @param score  total of the path with silence and filler around it
     * @param begin  frame in which the sentence begins
     * @param lead   score of the silence and filler before that
     * @param end    one past its last frame; silence may be included
     */
    record Sentence(List<SpokenWord> spoken, double score, int begin, double lead, int end) {

        List<Integer> words() {
            return spoken.stream().map(SpokenWord::number).toList();
        }
    }

    /**
     * @param number of the word
     * @param begin  first frame
     * @param end    one past the last frame
     * @param score  what the path gained in these frames
     */
    record SpokenWord(int number, int begin, int end, double score) {
    }

    /** A word on the way back: the scores of its path when it ended and when it began, and the word after it. */
    private record Word(int number, int end, double endScore, double beginScore, @Nullable Word following) {
    }

    private record Step(double score, int record, @Nullable Word words, int end) {

        Sentence sentence(int begin, double lead) {
            List<SpokenWord> spoken = new ArrayList<>();
            int from = begin;
            for (Word word = words; word != null; word = word.following) {
                spoken.add(new SpokenWord(word.number, from, word.end, word.endScore - word.beginScore));
                from = word.end;
            }
            return new Sentence(List.copyOf(spoken), score, begin, lead, end);
        }
    }
}
