package dev.hearken.speech.internal.lexicon;

/** Guesses how a word sounds: beam search over the graphones of its letters. Immutable; time grows linearly with the letters. */
final class LetterToSound {

    private static final int BEAM = 24;

    private final GraphoneModel model;

    LetterToSound(GraphoneModel model) {
        this.model = model;
    }

    /**
     * The symbols of the likeliest reading; empty if all letters are silent or unknown.
     *
     * @param letters only {@code a..z} and the apostrophe; a letter that the model does not know is silent
     */
    byte[] guess(String letters) {
        Beam now = new Beam();
        now.add(model.start(), 0, -1, 0);
        Beam[] history = new Beam[letters.length() + 1];
        history[0] = now;
        for (int i = 0; i < letters.length(); i++) {
            history[i + 1] = step(history[i], letters.charAt(i));
        }
        Beam last = history[letters.length()];
        int best = 0;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int h = 0; h < last.size; h++) {
            float score = last.score[h] + model.logProbability(last.context[h], GraphoneModel.END);
            if (score > bestScore) {
                best = h;
                bestScore = score;
            }
        }
        return collect(history, best);
    }

    private Beam step(Beam from, char letter) {
        int first = model.firstToken(letter);
        int end = model.endToken(letter);
        if (first == end) {
            Beam same = new Beam();
            for (int h = 0; h < from.size; h++) {
                same.add(from.context[h], from.score[h], h, -1);
            }
            return same;
        }
        Beam to = new Beam();
        for (int h = 0; h < from.size; h++) {
            for (int token = first; token < end; token++) {
                float score = from.score[h] + model.logProbability(from.context[h], token);
                if (to.admits(score)) {
                    to.add(model.next(from.context[h], token), score, h, token);
                }
            }
        }
        return to;
    }

    private byte[] collect(Beam[] history, int best) {
        byte[] reversed = new byte[2 * history.length];
        int count = 0;
        int h = best;
        for (int i = history.length - 1; i > 0; i--) {
            int token = history[i].token[h];
            byte[] sounds = token < 0 ? new byte[0] : model.sounds(token);
            for (int s = sounds.length - 1; s >= 0; s--) {
                reversed[count++] = sounds[s];
            }
            h = history[i].back[h];
        }
        byte[] symbols = new byte[count];
        for (int i = 0; i < count; i++) {
            symbols[i] = reversed[count - 1 - i];
        }
        return symbols;
    }

    /** The best hypotheses after a letter, sorted by score, one for each context. */
    private static final class Beam {

        private final int[] context = new int[BEAM];
        private final float[] score = new float[BEAM];
        private final int[] back = new int[BEAM];
        private final int[] token = new int[BEAM];
        private int size;

        boolean admits(float candidate) {
            return size < BEAM || candidate > score[size - 1];
        }

        void add(int newContext, float newScore, int newBack, int newToken) {
            int hole = size;
            for (int i = 0; i < size; i++) {
                if (context[i] == newContext) {
                    if (score[i] >= newScore) {
                        return;
                    }
                    hole = i;
                    break;
                }
            }
            if (hole == size) {
                if (size < BEAM) {
                    size++;
                } else {
                    hole = BEAM - 1;
                }
            }
            while (hole > 0 && score[hole - 1] < newScore) {
                context[hole] = context[hole - 1];
                score[hole] = score[hole - 1];
                back[hole] = back[hole - 1];
                token[hole] = token[hole - 1];
                hole--;
            }
            context[hole] = newContext;
            score[hole] = newScore;
            back[hole] = newBack;
            token[hole] = newToken;
        }
    }
}
