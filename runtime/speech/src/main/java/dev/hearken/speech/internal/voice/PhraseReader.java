package dev.hearken.speech.internal.voice;

import dev.hearken.speech.internal.text.Pause;
import dev.hearken.speech.internal.text.SentenceReader;
import java.util.List;

/**
 * Text to phrases that the encoder can take at once. Reads a sentence at a time and cuts it, if it is too long, after a pause or else
 * between words. Memory is bounded by the longest sentence. One thread.
 */
final class PhraseReader {

    private static final String SHORT = ",";
    private static final String STOP = ".";
    private static final String QUESTION = "?";

    private final SentenceReader sentences;
    private final SentenceSounds sounds;
    private List<SoundedWord> words = List.of();
    private int next;

    PhraseReader(String text, SentenceSounds sounds) {
        this.sentences = new SentenceReader(text);
        this.sounds = sounds;
    }

    /** Fills in the next phrase; false if all has been read. */
    boolean next(PhoneSequence phrase) {
        phrase.clear();
        while (phrase.isEmpty()) {
            if (next == words.size()) {
                if (!sentences.hasNext()) {
                    return false;
                }
                words = sounds.read(sentences.next());
                next = 0;
            }
            fill(phrase);
        }
        return true;
    }

    private void fill(PhoneSequence phrase) {
        int cutLength = 0;
        int cutWord = 0;
        while (next < words.size()) {
            SoundedWord word = words.get(next);
            List<String> phones = word.symbols();
            if (!phrase.hasRoom(Math.min(phones.size(), phrase.longestWord()))) {
                // A cut at a pause sounds better, but not for a phrase of a few words.
                if (cutLength > phrase.length() / 3) {
                    phrase.truncate(cutLength);
                    next = cutWord;
                } else {
                    phrase.pause(SHORT);
                }
                return;
            }
            phrase.word(phones);
            next++;
            Pause after = word.after();
            if (after == Pause.STOP || after == Pause.QUESTION) {
                phrase.pause(after == Pause.STOP ? STOP : QUESTION);
                return;
            }
            if (after == Pause.SHORT && next < words.size()) {
                phrase.pause(SHORT);
                cutLength = phrase.length();
                cutWord = next;
            }
        }
        phrase.pause(STOP);
    }
}
