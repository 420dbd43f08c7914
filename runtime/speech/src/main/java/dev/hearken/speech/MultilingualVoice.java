package dev.hearken.speech;

import java.util.Map;

/** Speaks each text with the voice of its language, which is told by its letters: Chinese has hanzi, everything else has not. */
public final class MultilingualVoice implements SpeechSynthesizer {

    private static final String CHINESE = "zh";

    private final Map<String, SpeechSynthesizer> voices;
    private final SpeechSynthesizer first;
    private final SpeechSynthesizer other;
    private final SpeechSynthesizer chinese;

    /**
     * @param voices by two-letter code, all of one sample rate; closed with this object
     * @param first  code of the language in which is spoken what has no letters
     */
    public MultilingualVoice(Map<String, SpeechSynthesizer> voices, String first) {
        this.voices = Map.copyOf(voices);
        this.first = voices.get(first);
        chinese = voices.getOrDefault(CHINESE, this.first);
        other = voices.entrySet().stream().filter(voice -> !voice.getKey().equals(CHINESE)).map(Map.Entry::getValue).findFirst().orElse(this.first);
        if (voices.values().stream().mapToInt(SpeechSynthesizer::sampleRate).distinct().count() != 1) {
            throw new IllegalArgumentException("the voices of " + voices.keySet() + " have different sample rates");
        }
    }

    @Override
    public int sampleRate() {
        return first.sampleRate();
    }

    @Override
    public Utterance speak(String text, Settings settings) {
        return voice(text).speak(text, settings);
    }

    private SpeechSynthesizer voice(String text) {
        if (text.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN)) {
            return chinese;
        }
        return text.codePoints().anyMatch(Character::isLetter) ? other : first;
    }

    @Override
    public void close() {
        voices.values().forEach(SpeechSynthesizer::close);
    }
}
