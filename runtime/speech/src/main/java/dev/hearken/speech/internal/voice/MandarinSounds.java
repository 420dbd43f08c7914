package dev.hearken.speech.internal.voice;

import dev.hearken.speech.PronunciationSource;
import dev.hearken.speech.internal.lexicon.MandarinWords;
import dev.hearken.speech.internal.lexicon.MandarinWords.Syllable;
import dev.hearken.speech.internal.text.MandarinNormalizer;
import dev.hearken.speech.internal.text.Pause;
import dev.hearken.speech.internal.text.SpokenWord;
import dev.hearken.speech.internal.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;

/** Mandarin: hanzi by the pack's word list with tone sandhi, English words by the lexicon in the nearest initials and finals. */
final class MandarinSounds implements SentenceSounds {

    private final TextNormalizer normalizer = new MandarinNormalizer();
    private final MandarinWords words;
    private final PronunciationSource english;

    MandarinSounds(MandarinWords words, PronunciationSource english) {
        this.words = words;
        this.english = english;
    }

    @Override
    public List<SoundedWord> read(String sentence) {
        List<SoundedWord> found = new ArrayList<>();
        for (SpokenWord word : normalizer.normalize(sentence)) {
            int begin = found.size();
            if (isLatin(word.word())) {
                found.add(new SoundedWord(latin(word.word()), Pause.NONE));
            } else {
                for (List<Syllable> syllables : ToneSandhi.apply(words.read(word.word()))) {
                    found.add(new SoundedWord(symbols(syllables), Pause.NONE));
                }
            }
            if (found.size() == begin && !found.isEmpty()) {
                begin--;
            }
            if (found.size() > begin) {
                SoundedWord last = found.remove(found.size() - 1);
                found.add(new SoundedWord(last.symbols(), last.after().or(word.after())));
            }
        }
        return found;
    }

    private static boolean isLatin(String word) {
        return word.charAt(0) < 0x80;
    }

    private List<String> latin(String word) {
        if (word.length() == 1) {
            return EnglishInMandarin.letter(word.charAt(0));
        }
        List<List<String>> ways = english.stressedPronunciations(word);
        return ways.isEmpty() ? List.of() : EnglishInMandarin.symbols(ways.get(0));
    }

    private static List<String> symbols(List<Syllable> word) {
        List<String> symbols = new ArrayList<>(2 * word.size());
        for (Syllable syllable : word) {
            int point = syllable.sounds().indexOf('.');
            if (point > 0) {
                symbols.add(syllable.sounds().substring(0, point));
            }
            symbols.add(syllable.sounds().substring(point + 1) + syllable.tone());
        }
        return symbols;
    }
}
