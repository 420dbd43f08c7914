package dev.hearken.speech.internal.grammar;

/**
 * The paths alive in one frame, at most one token a node. A token has two scores: its last frame was the node's phone ({@code sound}) or the
 * blank after it ({@code blank}), each with the history of words before.
 */
final class TokenList {

    final int[] node;
    final float[] sound;
    final float[] blank;
    final int[] soundHistory;
    final int[] blankHistory;
    int size;

    TokenList(int capacity) {
        node = new int[capacity];
        sound = new float[capacity];
        blank = new float[capacity];
        soundHistory = new int[capacity];
        blankHistory = new int[capacity];
    }

    float score(int token) {
        return Math.max(sound[token], blank[token]);
    }

    int history(int token) {
        return sound[token] > blank[token] ? soundHistory[token] : blankHistory[token];
    }

    void mark(WordHistory history) {
        for (int i = 0; i < size; i++) {
            history.mark(soundHistory[i]);
            history.mark(blankHistory[i]);
        }
    }

    void move(WordHistory history) {
        for (int i = 0; i < size; i++) {
            soundHistory[i] = history.moved(soundHistory[i]);
            blankHistory[i] = history.moved(blankHistory[i]);
        }
    }
}
