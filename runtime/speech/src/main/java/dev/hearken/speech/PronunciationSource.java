package dev.hearken.speech;

import java.util.List;

/** Tells how words are spoken. Implementations may be shared between threads. */
public interface PronunciationSource {

    /**
     * The pronunciations of a word, the most usual first; from the dictionary if it is there, else one guess of the letter-to-sound rules.
     *
     * @param word any text without spaces; letter case does not matter
     * @return sequences of ARPAbet phones, vowels with their stress digit: {@code [K, IH1, CH, AH0, N]} (0 none, 1 primary, 2 secondary);
     *     of hanzi initials and finals without tone: {@code [t, ai, d, eng]};
     *     empty if nothing of the word can be spoken
     */
    List<List<String>> stressedPronunciations(String word);

    /** Whether the word is in the dictionary or among the user's additions, so that nothing has to be guessed. */
    boolean knows(String word);
}
