package dev.hearken.dialogue.internal;

import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A closed list of words or sentences: one a line ({@code #} begins a comment line), or a JSON or YAML list. The entry, as written, is the intent. */
public final class PlainListReader {

    private static final int MAX_ENTRIES = 20_000;

    private final String file;
    private final String language;
    private final Map<List<String>, Grammar.Sentence> sentences = new LinkedHashMap<>();
    private final List<LoadedGrammar.SentenceSource> sources = new ArrayList<>();

    private PlainListReader(String file, String language) {
        this.file = file;
        this.language = language;
    }

    public static LoadedGrammar lines(String file, String text, String language) {
        PlainListReader reader = new PlainListReader(file, language);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                reader.add(entry, new Position(file, number, 1));
            }
        }
        return reader.finish();
    }

    public static LoadedGrammar list(String file, List<YamlValue> items, String language) {
        PlainListReader reader = new PlainListReader(file, language);
        items.forEach(item -> reader.add(item.asText("each entry of the list").strip(), item.at()));
        return reader.finish();
    }

    private void add(String entry, Position at) {
        List<String> words = SpokenWords.of(entry);
        if (words.isEmpty()) {
            throw at.error("nothing in \"" + entry + "\" can be spoken");
        }
        if (words.size() > 100) {
            throw at.error("a sentence of " + words.size() + " words; the limit is 100");
        }
        if (sentences.size() >= MAX_ENTRIES) {
            throw at.error("more than " + MAX_ENTRIES + " entries");
        }
        Expression body = Expressions.words(words);
        if (sentences.putIfAbsent(words, new Grammar.Sentence(entry, body, Map.of(), 0)) == null) {
            sources.add(new LoadedGrammar.SentenceSource(file, at.line(), entry, Optional.empty(), Map.of(), Map.of(), false));
        }
    }

    private LoadedGrammar finish() {
        if (sentences.isEmpty()) {
            throw new Position(file, 1, 1).error("the list is empty");
        }
        return new LoadedGrammar(new Grammar(language, Map.of(), List.copyOf(sentences.values())), sources, List.of(), Map.of());
    }
}
