package dev.hearken.app.internal.speaker;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.NameSounds;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.WakeWordDetector;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the speaker hears and speaks with. The suppliers load networks and are called on the threads that use them.
 *
 * @param grammar     compiled for the recogniser
 * @param synthesiser empty for a speaker that does not speak
 * @param talk        empty for a speaker that takes every command as it is said and never asks back
 */
public record SpeechParts(Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity,
                          Supplier<SpeechRecognizer> recogniser, CompiledGrammar grammar, Optional<Supplier<SpeechSynthesizer>> synthesiser,
                          Optional<Talk> talk) {

    /**
     * What it takes to ask back and to understand the answer.
     *
     * @param answers commands and answers together, compiled for the recogniser
     * @param home    names of rooms and devices
     * @param sounds  how alike names sound
     */
    public record Talk(CompiledGrammar answers, Home home, NameSounds sounds) {
    }

    /** A speaker that never asks back. */
    public SpeechParts(Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity,
                       Supplier<SpeechRecognizer> recogniser, CompiledGrammar grammar, Optional<Supplier<SpeechSynthesizer>> synthesiser) {
        this(wakeWords, voiceActivity, recogniser, grammar, synthesiser, Optional.empty());
    }

    /** @param followUp whether answers to a question are listened for beside commands */
    CompiledGrammar grammar(boolean followUp) {
        return followUp ? talk.map(Talk::answers).orElse(grammar) : grammar;
    }
}
