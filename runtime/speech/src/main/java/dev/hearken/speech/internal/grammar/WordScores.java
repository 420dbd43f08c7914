package dev.hearken.speech.internal.grammar;

/** A language model: what one word after another adds to the score of a path. Allocates nothing. */
interface WordScores {

    /**
     * @param previous number of the word before, -1 at the beginning
     * @return natural logarithm
     */
    float score(int previous, int word);
}
