package dev.hearken.app.internal.wyoming;

import dev.hearken.dialogue.TypedText;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.Transcriber;
import dev.hearken.speech.WakeWordDetector;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the server hears, speaks and understands with. The suppliers load networks of their own; they are called on a worker.
 *
 * @param name        of the speaker
 * @param version     of the software
 * @param language    two-letter code
 * @param pack        id of the pack
 * @param wakeWords   phrases
 * @param detector    of all phrases
 * @param recogniser  that listens until the sound ends
 * @param grammar     for it
 * @param transcriber writes down what the grammar does not know, if the pack can
 * @param voice       if there is one
 * @param typed       understands typed text
 */
public record WyomingEngines(String name, String version, String language, String pack, List<String> wakeWords, Supplier<WakeWordDetector> detector,
                             Supplier<SpeechRecognizer> recogniser, CompiledGrammar grammar, Optional<Supplier<Transcriber>> transcriber,
                             Optional<Supplier<SpeechSynthesizer>> voice, TypedText.Understanding typed) {
    public WyomingEngines {
        wakeWords = List.copyOf(wakeWords);
    }
}
