package dev.hearken.speech.internal.grammar;

import org.jspecify.annotations.Nullable;

/** The words heard so far: those of the best path that all paths of nearly the same score share. Reused; allocates when they change. */
final class PartialWords {

    /** Natural log; paths this much worse than the best have no say. */
    private static final float MARGIN = 4;
    private static final int MOST_WORDS = 512;
    private static final int NO_WORD = -2;

    private final TokenSearch search;
    private final WordHistory history;
    // The best path: its words and, for each, the hash of all words up to it.
    private final int[] words = new int[MOST_WORDS];
    private final int[] hashes = new int[MOST_WORDS];
    private int shared;
    private float bestScore;
    private String last = "";

    PartialWords(TokenSearch search) {
        this.search = search;
        this.history = search.history;
    }

    void clear() {
        last = "";
    }

    /** The words if they have changed since the last call, else null; words are not taken back merely because they have become less sure. */
    @Nullable String changed() {
        findBest();
        TokenList tokens = search.tokens();
        float limit = bestScore - MARGIN;
        for (int i = 0; i < tokens.size; i++) {
            if (tokens.score(i) > limit) {
                share(tokens.history(i), wordAtEnd(i));
            }
        }
        for (int i = 0; i < search.ends.size; i++) {
            if (search.ends.score[i] > limit) {
                share(search.ends.record[i], NO_WORD);
            }
        }
        if (isCurrent()) {
            return null;
        }
        String text = text();
        if (last.startsWith(text)) {
            return null;
        }
        last = text;
        return text;
    }

    /** The word that a token has just spoken to its end, though no word has followed yet; {@link #NO_WORD} within a word. */
    private int wordAtEnd(int token) {
        PhoneGraph graph = search.graph();
        TokenList tokens = search.tokens();
        int node = tokens.node[token];
        int exit = graph.firstExit[node];
        boolean ended = exit < graph.firstExit[node + 1] && (graph.childCount[node] == 0 || tokens.blank[token] >= tokens.sound[token]);
        return ended ? graph.exitWord[exit] : NO_WORD;
    }

    private void findBest() {
        bestScore = search.lead();
        int best = WordHistory.NONE;
        int word = NO_WORD;
        TokenList tokens = search.tokens();
        for (int i = 0; i < tokens.size; i++) {
            if (tokens.score(i) > bestScore) {
                bestScore = tokens.score(i);
                best = tokens.history(i);
                word = wordAtEnd(i);
            }
        }
        for (int i = 0; i < search.ends.size; i++) {
            if (search.ends.score[i] >= bestScore) {
                bestScore = search.ends.score[i];
                best = search.ends.record[i];
                word = NO_WORD;
            }
        }
        setPath(best, word);
    }

    private void setPath(int record, int word) {
        int length = length(record, word);
        shared = Math.min(length, MOST_WORDS);
        int place = length;
        if (word != NO_WORD && --place < MOST_WORDS) {
            words[place] = word;
            hashes[place] = history.hash(record, word);
        }
        for (int r = record; r != WordHistory.NONE; r = history.previous(r)) {
            if (--place < MOST_WORDS) {
                words[place] = history.word(r);
                hashes[place] = history.hash(r);
            }
        }
    }

    private int length(int record, int word) {
        int length = word == NO_WORD ? 0 : 1;
        for (int r = record; r != WordHistory.NONE; r = history.previous(r)) {
            length++;
        }
        return length;
    }

    /** Shortens the shared words to what another path has too. */
    private void share(int record, int word) {
        int length = length(record, word);
        if (word != NO_WORD) {
            if (length <= shared && hashes[length - 1] == history.hash(record, word)) {
                shared = length;
                return;
            }
            length--;
        }
        int r = record;
        for (; length > shared; length--) {
            r = history.previous(r);
        }
        shared = length;
        while (shared > 0 && history.hash(r) != hashes[shared - 1]) {
            r = history.previous(r);
            shared--;
        }
    }

    private boolean isCurrent() {
        int at = 0;
        String[] spelling = search.graph().network.words();
        for (int i = 0; i < shared; i++) {
            if (words[i] >= 0) {
                at += at > 0 ? 1 : 0;
                if (!last.startsWith(spelling[words[i]], at)) {
                    return false;
                }
                at += spelling[words[i]].length();
            }
        }
        return at == last.length();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        String[] spelling = search.graph().network.words();
        for (int i = 0; i < shared; i++) {
            if (words[i] >= 0) {
                text.append(text.length() == 0 ? "" : " ").append(spelling[words[i]]);
            }
        }
        return text.toString();
    }
}
