package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.dialogue.Expected;
import dev.hearken.dialogue.FuzzyMatcher;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.NameSounds;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.dialogue.TypedText;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.MultilingualGrammar;
import dev.hearken.speech.MultilingualRecognizer;
import dev.hearken.speech.MultilingualVoice;
import dev.hearken.speech.MultilingualWakeWords;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.Transcriber;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.WakeWordDetector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the speaker hears and speaks with. The suppliers load networks and are called on the threads that use them.
 *
 * @param words       what it is called by
 * @param grammar     commands, compiled for the recogniser
 * @param compiler    compiles further grammars for it; may take long
 * @param matcher     finds sentences of the grammar in typed text
 * @param dictation   a recogniser that listens until the sound ends
 * @param transcriber writes down free words; empty if the pack has no word list
 * @param synthesiser empty for a speaker that does not speak
 * @param talk        empty for a speaker that takes every command as it is said and never asks back
 * @param other       the parts of a second language, already part of wake words, recogniser, grammar and voice; for what belongs to one language
 */
public record SpeechParts(List<WakeWord> words, Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity,
                          Supplier<SpeechRecognizer> recogniser, CompiledGrammar grammar,
                          Function<Grammar, CompiledGrammar> compiler, Supplier<TextMatcher> matcher, Supplier<SpeechRecognizer> dictation,
                          Optional<Supplier<Transcriber>> transcriber, Optional<Supplier<SpeechSynthesizer>> synthesiser,
                          Optional<Talk> talk, Optional<SpeechParts> other) {

    public SpeechParts {
        words = List.copyOf(words);
    }

    /** Of one language. */
    public SpeechParts(List<WakeWord> words, Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity,
                       Supplier<SpeechRecognizer> recogniser, CompiledGrammar grammar, Function<Grammar, CompiledGrammar> compiler, Supplier<TextMatcher> matcher,
                       Supplier<SpeechRecognizer> dictation, Optional<Supplier<Transcriber>> transcriber, Optional<Supplier<SpeechSynthesizer>> synthesiser,
                       Optional<Talk> talk) {
        this(words, wakeWords, voiceActivity, recogniser, grammar, compiler, matcher, dictation, transcriber, synthesiser, talk, Optional.empty());
    }

    /** Hears and speaks both languages; what works in one only (dictation, further grammars) stays in this one. */
    public SpeechParts and(SpeechParts second) {
        Map<String, SpeechParts> both = new LinkedHashMap<>();
        both.put(language(), this);
        both.put(second.language(), second);
        return new SpeechParts(Stream.concat(words.stream(), second.words.stream()).toList(),
            () -> new MultilingualWakeWords(opened(both, parts -> Optional.of(parts.wakeWords)).values().stream().toList()), voiceActivity,
            () -> new MultilingualRecognizer(opened(both, parts -> Optional.of(parts.recogniser))), new MultilingualGrammar(List.of(grammar, second.grammar)), compiler, matcher,
            dictation, transcriber, synthesiser.isEmpty() ? second.synthesiser : second.synthesiser.isEmpty() ? synthesiser
            : Optional.of(() -> new MultilingualVoice(opened(both, parts -> parts.synthesiser), language())), talk, Optional.of(second));
    }

    /** Two letters: "zh" for a home in zh-CN. */
    private String language() {
        return grammar.source().language().substring(0, 2);
    }

    /** Opens one thing of each language; what is open already is closed if the next one fails. */
    private static <T extends AutoCloseable> Map<String, T> opened(Map<String, SpeechParts> parts, Function<SpeechParts, Optional<Supplier<T>>> part) {
        Map<String, T> open = new LinkedHashMap<>();
        try {
            parts.forEach((language, of) -> part.apply(of).ifPresent(opener -> open.put(language, opener.get())));
            return open;
        } catch (RuntimeException | LinkageError e) {
            open.values().forEach(LoadedSpeech::close);
            throw e;
        }
    }

    /** What makes sense beside commands, in the language that was spoken last; empty = commands alone. */
    Optional<CompiledGrammar> grammar(Expected expected, String language) {
        return switch (expected) {
            case COMMAND -> Optional.empty();
            // A grammar of its own for sequels would take 25 MB; an answer to no question does nothing.
            case SEQUEL, ANSWER -> other.filter(second -> second.language().equals(language)).orElse(this).talk.map(Talk::answers);
        };
    }

    /** The wake words without what is needed of each. */
    public List<String> phrases() {
        return words.stream().map(WakeWord::phrase).toList();
    }

    /**
     * What it takes to ask back and to understand the answer.
     *
     * @param answers commands, what refers to one before, and answers to a question, compiled for the recogniser
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
        TypedText.Understanding first = inThis(confirmed, replies);
        return other.map(second -> second.inThis(confirmed, replies.in(second.language())).after(first)).orElse(first);
    }

    private TypedText.Understanding inThis(List<String> confirmed, Replies replies) {
        TextMatcher exact = matcher.get();
        return talk.map(known -> TypedText.Understanding.fuzzy(new FuzzyMatcher(exact, known.home(), known.sounds(), confirmed), replies))
            .orElseGet(() -> TypedText.Understanding.exact(exact));
    }
}
