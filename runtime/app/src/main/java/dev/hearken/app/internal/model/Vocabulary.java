package dev.hearken.app.internal.model;

import dev.hearken.app.internal.config.Configuration.GrammarFiles;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.dialogue.GrammarSourceException;
import dev.hearken.dialogue.GrammarSources;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.LoadedGrammar.SentenceSource;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.Grammar.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may be said: the shipped home vocabulary and the user's files as one grammar. */
public final class Vocabulary {

    private static final Set<String> CALLS = Set.of("HearkenCall", "HearkenHangUp");

    /** Intents that say nothing without one before; what has a slot {@code reference} is asked back instead. */
    private static final Set<String> SEQUELS = Set.of("HearkenAlso", "HearkenCorrect");

    private Vocabulary() {
    }

    /** The user's home, or the English one that ships as an example. */
    public static Home home(GrammarFiles files) {
        return home(files, "en");
    }

    /**
     * The user's home, or the one that ships as an example in a language.
     *
     * @throws ConfigurationException if its file is faulty or in another language than Chinese, where that is spoken
     */
    public static Home home(GrammarFiles files, String language) {
        try {
            Home home = files.home().map(Home::load).orElseGet(() -> Home.shipped(language));
            if (language.equals("zh") && !home.language().startsWith("zh")) {
                throw new ConfigurationException("'grammar.home': the speaker's language is zh; say 'language: zh' in the file, and name the rooms in Chinese");
            }
            return home;
        } catch (GrammarSourceException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads all configured sentences.
     *
     * @throws ConfigurationException if a file is faulty, or nothing is left that could be said
     */
    public static LoadedGrammar load(GrammarFiles files, Home home) {
        List<LoadedGrammar> parts = new ArrayList<>();
        try {
            if (files.builtIn()) {
                LoadedGrammar shipped = GrammarSources.shipped(home);
                parts.add(files.calls() ? shipped : without(shipped, CALLS));
            }
            for (Path file : files.files()) {
                parts.add(GrammarSources.load(file, home));
            }
        } catch (GrammarSourceException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
        if (parts.isEmpty()) {
            throw new ConfigurationException("'grammar': nothing can be said: built-in is false and there are no files");
        }
        return parts.size() == 1 ? parts.get(0) : union(home.language(), parts);
    }

    /** What makes sense when nothing was said before. */
    public static LoadedGrammar commands(LoadedGrammar loaded) {
        return without(loaded, SEQUELS);
    }

    private static LoadedGrammar without(LoadedGrammar loaded, Set<String> intents) {
        List<Sentence> sentences = new ArrayList<>();
        List<SentenceSource> sources = new ArrayList<>();
        for (int i = 0; i < loaded.sentences().size(); i++) {
            Sentence sentence = loaded.grammar().sentences().get(i);
            if (!intents.contains(sentence.intent())) {
                sentences.add(sentence);
                sources.add(loaded.sentences().get(i));
            }
        }
        return new LoadedGrammar(new Grammar(loaded.grammar().language(), loaded.grammar().rules(), sentences), sources, loaded.skipWords(), loaded.dropped());
    }

    /** One grammar out of several; rules of the same name stay apart. */
    static LoadedGrammar union(String language, List<LoadedGrammar> parts) {
        Map<String, Expression> rules = new LinkedHashMap<>();
        List<Sentence> sentences = new ArrayList<>();
        List<SentenceSource> sources = new ArrayList<>();
        List<String> skipWords = new ArrayList<>();
        Map<String, Integer> dropped = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            LoadedGrammar part = parts.get(i);
            String prefix = i == 0 ? "" : i + "/";
            part.grammar().rules().forEach((name, body) -> rules.put(prefix + name, renamed(body, prefix)));
            for (Sentence s : part.grammar().sentences()) {
                sentences.add(new Sentence(s.intent(), renamed(s.body(), prefix), s.fixedSlots(), s.cost()));
            }
            sources.addAll(part.sentences());
            part.skipWords().stream().filter(w -> !skipWords.contains(w)).forEach(skipWords::add);
            part.dropped().forEach((reason, count) -> dropped.merge(reason, count, Integer::sum));
        }
        return new LoadedGrammar(new Grammar(language, rules, sentences), sources, skipWords, dropped);
    }

    private static Expression renamed(Expression expression, String prefix) {
        if (prefix.isEmpty()) {
            return expression;
        }
        if (expression instanceof Expression.Sequence sequence) {
            return new Expression.Sequence(renamed(sequence.parts(), prefix));
        }
        if (expression instanceof Expression.Choice choice) {
            return new Expression.Choice(renamed(choice.options(), prefix));
        }
        if (expression instanceof Expression.Optional optional) {
            return new Expression.Optional(renamed(optional.body(), prefix));
        }
        if (expression instanceof Expression.Slot slot) {
            return new Expression.Slot(slot.name(), renamed(slot.body(), prefix));
        }
        if (expression instanceof Expression.Value value) {
            return new Expression.Value(value.value(), renamed(value.body(), prefix));
        }
        return expression instanceof Expression.Reference reference ? new Expression.Reference(prefix + reference.rule()) : expression;
    }

    private static List<Expression> renamed(List<Expression> expressions, String prefix) {
        return expressions.stream().map(e -> renamed(e, prefix)).toList();
    }
}
