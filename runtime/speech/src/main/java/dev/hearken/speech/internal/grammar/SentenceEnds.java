package dev.hearken.speech.internal.grammar;

/** The best finished sentences whose last word lies back, with filler or silence since; different words only, best first. */
final class SentenceEnds {

    static final int CAPACITY = 8;

    final float[] score = new float[CAPACITY];
    final int[] record = new int[CAPACITY];
    final int[] state = new int[CAPACITY];
    private final int[] hash = new int[CAPACITY];
    int size;

    void clear() {
        size = 0;
    }

    boolean admits(float candidate) {
        return size < CAPACITY || candidate > score[CAPACITY - 1];
    }

    /** True if these words stand here already with a score that is as good. */
    boolean covers(int wordsHash, float candidate) {
        for (int i = 0; i < size; i++) {
            if (hash[i] == wordsHash) {
                return score[i] >= candidate;
            }
        }
        return false;
    }

    void add(float newScore, int newRecord, int newState, int wordsHash) {
        int hole = 0;
        while (hole < size && hash[hole] != wordsHash) {
            hole++;
        }
        if (hole == size) {
            if (size < CAPACITY) {
                size++;
            } else {
                hole = CAPACITY - 1;
            }
        }
        while (hole > 0 && score[hole - 1] < newScore) {
            score[hole] = score[hole - 1];
            record[hole] = record[hole - 1];
            state[hole] = state[hole - 1];
            hash[hole] = hash[hole - 1];
            hole--;
        }
        score[hole] = newScore;
        record[hole] = newRecord;
        state[hole] = newState;
        hash[hole] = wordsHash;
    }

    void advance(float gain) {
        for (int i = 0; i < size; i++) {
            score[i] += gain;
        }
    }

    void mark(WordHistory history) {
        for (int i = 0; i < size; i++) {
            history.mark(record[i]);
        }
    }

    void move(WordHistory history) {
        for (int i = 0; i < size; i++) {
            record[i] = history.moved(record[i]);
        }
    }
}
