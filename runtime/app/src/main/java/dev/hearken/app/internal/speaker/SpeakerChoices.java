package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.message.SpeakerSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What the home can choose from.
 *
 * @param initial   settings to begin with
 * @param wakeWords phrases, and {@link SpeakerSettings#ALL} if there are several
 * @param languages two-letter codes
 */
public record SpeakerChoices(SpeakerSettings initial, List<String> wakeWords, List<String> languages) {

    public SpeakerChoices {
        wakeWords = List.copyOf(wakeWords);
        languages = List.copyOf(languages);
    }

    /** The choices of a configuration, with sound on and every wake word heard. */
    public static SpeakerChoices of(Configuration configuration) {
        return of(configuration, configuration.phrases());
    }

    /** The same, where it listens for other phrases than the configuration says. */
    static SpeakerChoices of(Configuration configuration, List<String> phrases) {
        List<String> words = new ArrayList<>(phrases);
        if (words.size() > 1) {
            words.add(0, SpeakerSettings.ALL);
        }
        return new SpeakerChoices(new SpeakerSettings(false, 100, words.get(0), configuration.language()), words, configuration.languages());
    }

    /** The same with settings kept from before, as far as they still can be chosen. */
    public SpeakerChoices keeping(SpeakerSettings before) {
        SpeakerSettings kept = initial.withMuted(before.muted()).withVolume(before.volume());
        return new SpeakerChoices(wakeWords.contains(before.wakeWord()) ? kept.withWakeWord(before.wakeWord()) : kept, wakeWords, languages);
    }
}
