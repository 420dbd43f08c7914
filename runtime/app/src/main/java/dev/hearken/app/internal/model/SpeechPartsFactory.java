package dev.hearken.app.internal.model;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.speaker.SpeechParts;
import dev.hearken.dialogue.GrammarSourceException;
import dev.hearken.dialogue.GrammarSources;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.PhoneNames;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechSynthesizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a speaker hears and speaks with, by its configuration. */
public final class SpeechPartsFactory {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechPartsFactory.class);

    private SpeechPartsFactory() {
    }

    /**
     * As {@link #create(Configuration, SpeechModels)}, for all languages that are listened for.
     *
     * @throws ConfigurationException if a phrase or a grammar cannot be used
     */
    public static SpeechParts create(Configuration configuration, ModelSet models) {
        SpeechParts first = create(configuration, models.speech());
        return models.second().flatMap(other -> configuration.second().map(second -> first.and(parts(second, other.speech(), second.wake().phrases())))).orElse(first);
    }

    /**
     * Looks at the phrases, compiles the grammar; networks are loaded later, by the agents.
     *
     * @throws ConfigurationException if a phrase or a grammar cannot be used
     */
    public static SpeechParts create(Configuration configuration, SpeechModels models) {
        return parts(configuration, models, phrases(configuration));
    }

    private static SpeechParts parts(Configuration configuration, SpeechModels models, List<String> phrases) {
        Configuration.Wake wake = configuration.wake();
        for (String phrase : wake.phrases()) {
            try {
                models.cautions(phrase).forEach(warning -> LOG.warn("wake word '{}': {}", phrase, warning));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("'wake.words': " + e.getMessage());
            }
        }
        Home home = Vocabulary.home(configuration.grammar(), configuration.language());
        LoadedGrammar loaded = Vocabulary.load(configuration.grammar(), home);
        loaded.dropped().forEach((reason, count) -> LOG.info("{} sentences cannot be heard: {}", count, reason));
        CompiledGrammar grammar = compile(models, Vocabulary.commands(loaded));
        boolean speaks = configuration.voice().enabled() && models.hasVoice();
        Optional<Supplier<SpeechSynthesizer>> voice = speaks ? Optional.of(models::synthesizer) : Optional.empty();
        return new SpeechParts(wake.words(), () -> models.wakeWordDetector(phrases, wake.detector()), models::voiceActivityDetector,
            () -> models.recognizer(configuration.listening()), grammar, models::compile, matcher(loaded),
            () -> models.recognizer(configuration.listening().untilEndOfInput()), models.hasWordList() ? Optional.of(models::transcriber) : Optional.empty(), voice,
            talk(configuration, models, home, loaded));
    }

    /** The wake words and, where the speaker can hear anybody over its own voice, the word that stops it. */
    private static List<String> phrases(Configuration configuration) {
        List<String> phrases = new ArrayList<>(configuration.wake().phrases());
        String stop = configuration.array().stopWord();
        if (configuration.array().cancelsEcho() && !stop.isEmpty() && !phrases.contains(stop)) {
            phrases.add(stop);
        }
        return phrases;
    }

    /** Asking back needs the shipped sentences: they hold the answers. */
    private static Optional<SpeechParts.Talk> talk(Configuration configuration, SpeechModels models, Home home, LoadedGrammar loaded) {
        if (!configuration.grammar().builtIn() || !home.language().equals("en") && !home.language().startsWith("zh")) {
            return Optional.empty();
        }
        CompiledGrammar answers = compile(models, Vocabulary.union(home.language(), List.of(loaded, GrammarSources.answers(home))));
        return Optional.of(new SpeechParts.Talk(answers, home, new PhoneNames(models.lexicon())));
    }

    /** Made only where typed text is to be understood; what the matcher does not need is not kept for it. */
    private static Supplier<TextMatcher> matcher(LoadedGrammar loaded) {
        LoadedGrammar needed = new LoadedGrammar(loaded.grammar(), List.of(), loaded.skipWords(), Map.of());
        return () -> new TextMatcher(needed);
    }

    /** @throws ConfigurationException if the grammar is faulty */
    public static CompiledGrammar compile(SpeechModels models, LoadedGrammar loaded) {
        try {
            return models.compile(loaded.grammar());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("grammar: " + e.getMessage());
        }
    }

    /** The user's wordings over the shipped ones, in every language that is listened for. */
    public static Replies replies(Configuration configuration) {
        Replies first = inLanguage(configuration);
        return configuration.second().map(second -> first.and(inLanguage(second))).orElse(first);
    }

    private static Replies inLanguage(Configuration configuration) {
        String language = configuration.language();
        try {
            return configuration.grammar().replies().map(file -> Replies.load(file, language)).orElseGet(() -> Replies.shipped(language));
        } catch (GrammarSourceException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }
}
