package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.dialogue.FuzzyMatcher;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.NameSounds;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.dialogue.TypedText;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.Transcriber;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.WakeWordDetector;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the speaker hears and speaks with. The suppliers load networks and are called on the threads that use them.
 *
 * @param words       what it is called by
 * @param grammar     compiled for the recogniser
 * @param compiler    compiles further grammars for it; may take long
 * @param matcher     finds sentences of the grammar in typed text
 * @param dictation   a recogniser that listens until the sound ends
 * @param transcriber writes down free words; empty if the pack has no word list
 * @param synthesiser empty for a speaker that does not speak
 * @param talk        empty for a speaker that takes every command as it is said and never asks back
 */
public record SpeechParts(List<WakeWord> words, Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity,
                          Supplier<SpeechRecognizer> recogniser, CompiledGrammar grammar,
                          Function<Grammar, CompiledGrammar> compiler, Supplier<TextMatcher> matcher, Supplier<SpeechRecognizer> dictation,
                          Optional<Supplier<Transcriber>> transcriber, Optional<Supplier<SpeechSynthesizer>> synthesiser,
                          Optional<Talk> talk) {

    public SpeechParts {
        words = List.copyOf(words);
    }

    /** The wake words without what is needed of each. */
    public List<String> phrases() {
        return words.stream().map(WakeWord::phrase).toList();
    }

    /**
     * What it takes to ask back and to understand the answer.
     *
     * @param answers commands and answers together, compiled for the recogniser
     * @param home    names of rooms and devices
     * @param sounds  how alike names sound
     */
    public record Talk(CompiledGrammar answers, Home home, NameSounds sounds) {
    }

    /**
     * Understands typed text, also where a name in it is not quite one of the home's; where it would have to guess, or a near miss would do something
     * risky, it asks.
     *
     * @param confirmed what is risky
     */
    public TypedText.Understanding understanding(List<String> confirmed, Replies replies) {
        TextMatcher exact = matcher.get();
        return talk.map(known -> TypedText.Understanding.fuzzy(new FuzzyMatcher(exact, known.home(), known.sounds(), confirmed), replies))
            .orElseGet(() -> TypedText.Understanding.exact(exact));
    }
}
