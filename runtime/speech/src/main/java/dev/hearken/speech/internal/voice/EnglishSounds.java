package dev.hearken.speech.internal.voice;

import dev.hearken.speech.PronunciationSource;
import dev.hearken.speech.internal.text.EnglishNormalizer;
import dev.hearken.speech.internal.text.TextNormalizer;
import java.util.List;

/** English: each word sounds as the lexicon says first. */
final class EnglishSounds implements SentenceSounds {

    private final TextNormalizer normalizer = new EnglishNormalizer();
    private final PronunciationSource pronunciations;

    EnglishSounds(PronunciationSource pronunciations) {
        this.pronunciations = pronunciations;
    }

    @Override
    public List<SoundedWord> read(String sentence) {
        return normalizer.normalize(sentence).stream().map(word -> {
            List<List<String>> found = pronunciations.stressedPronunciations(word.word());
            return new SoundedWord(found.isEmpty() ? List.of() : found.get(0), word.after());
        }).toList();
    }
}
