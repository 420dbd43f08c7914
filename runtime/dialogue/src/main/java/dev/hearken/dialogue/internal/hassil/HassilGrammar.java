package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.GrammarSourceException;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.GrammarChecks;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.YamlReader;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one grammar of a set of sentence files. Scopes from wide to narrow: the home, the vocabulary that ships, the set's shared files, the file, the block.
 * In the newer layout the folder of shared rules stands before {@code _common.yaml}.
 */
public final class HassilGrammar {

    private static final String SKIP_WORDS = "skip words";

    private final Home home;
    private final RuleTable table;
    private final List<Grammar.Sentence> sentences = new ArrayList<>();
    private final List<LoadedGrammar.SentenceSource> sources = new ArrayList<>();
    private final Map<String, Boolean> mayBeEmpty = new HashMap<>();
    private final Map<String, Integer> dropped = new LinkedHashMap<>();
    private final Set<String> skipWords = new LinkedHashSet<>();

    private HassilGrammar(Home home) {
        this.home = home;
        table = new RuleTable(home.language());
    }

    /** A file of the set: its name in errors, the name of its folder, its text. */
    public record Source(String name, String folder, String text) {

        private HassilFile read() {
            return HassilReader.read(name, folder, YamlReader.read(name, text));
        }
    }

    /** Whether a YAML file is a sentence file of this syntax. */
    public static boolean recognises(YamlValue.Mapping root) {
        return HassilReader.recognises(root);
    }

    /**
     * @param shipped   definitions used where the set has none of that name
     * @param common    shared rules and lists of the set
     * @param rules     shared rules of the newer layout
     * @param sentences what may be said
     * @throws GrammarSourceException naming file, line, column and what was expected
     */
    public static LoadedGrammar build(Home home, List<Source> shipped, List<Source> common, List<Source> rules, List<Source> sentences) {
        return new HassilGrammar(home).build(new Layers(shipped, common, rules), sentences);
    }

    private record Layers(List<Source> shipped, List<Source> common, List<Source> rules) {
    }

    private LoadedGrammar build(Layers layers, List<Source> files) {
        Scope shipped = layer(homeScope(), "", layers.shipped());
        Scope oldLayout = layer(layer(shipped, "@rules", layers.rules()), "@common", layers.common());
        Scope newLayout = layers.rules().isEmpty() ? oldLayout
                : layer(layer(shipped, "@new-common", layers.common()), "@new-rules", layers.rules());
        String language = home.language();
        for (Source source : files) {
            HassilFile file = source.read();
            skipWords.addAll(file.skipWords());
            language = file.language().orElse(language);
            Scope scope = new Scope(file.newLayout() ? newLayout : oldLayout, "@" + file.name());
            define(scope, file.rules(), file.lists());
            file.blocks().forEach(block -> block(file, block, scope));
        }
        if (sentences.isEmpty()) {
            String name = files.isEmpty() ? "sentences" : files.get(0).name();
            throw HassilReader.start(name).error("no sentence of " + files.size() + " file(s) can be heard; left out: " + dropped);
        }
        Map<String, Expression> rules = table.rules();
        Grammar grammar = new Grammar(language.length() > 2 ? language.substring(0, 2) : language, rules, withSkipWords(rules));
        return new LoadedGrammar(grammar, sources, List.copyOf(skipWords), dropped);
    }

    /** One of the skip words may be said before and one after each sentence; the matcher for typed text drops them everywhere. */
    private List<Grammar.Sentence> withSkipWords(Map<String, Expression> rules) {
        Expression phrases = Expressions.choice(skipWords.stream().map(phrase -> Expressions.words(SpokenWords.of(phrase))).toList());
        if (phrases.equals(Expressions.EMPTY) || Expressions.isImpossible(phrases)) {
            return sentences;
        }
        rules.put(SKIP_WORDS, phrases);
        Expression polite = Expressions.optional(new Expression.Reference(SKIP_WORDS));
        return sentences.stream().map(sentence -> new Grammar.Sentence(sentence.intent(),
                Expressions.sequence(List.of(polite, sentence.body(), polite)), sentence.fixedSlots(), sentence.cost())).toList();
    }

    private Scope homeScope() {
        Scope scope = new Scope(null, "");
        scope.lists.put("name", new ListDefinition.Devices(home.devices()));
        List<ListDefinition.Entry> areas = new ArrayList<>();
        home.areas().forEach(area -> {
            areas.add(entry(area.name(), area.name()));
            area.aliases().forEach(alias -> areas.add(entry(alias, area.name())));
        });
        scope.lists.put("area", new ListDefinition.Values(areas));
        scope.lists.put("floor", new ListDefinition.Values(home.floors().stream().map(floor -> entry(floor, floor)).toList()));
        return scope;
    }

    private static ListDefinition.Entry entry(String spoken, String value) {
        return new ListDefinition.Entry(new Template.Text(spoken, HassilReader.start("home.yaml")), Optional.of(value));
    }

    private Scope layer(Scope parent, String id, List<Source> sources) {
        Scope scope = new Scope(parent, id);
        for (Source source : sources) {
            HassilFile file = source.read();
            define(scope, file.rules(), file.lists());
            skipWords.addAll(file.skipWords());
        }
        return scope;
    }

    /** Free text gives way to a closed list of the same name in a wider scope: of a timer's names, those that ship can be heard. */
    private static void define(Scope scope, Map<String, Template> rules, Map<String, ListDefinition> lists) {
        scope.rules.putAll(rules);
        lists.forEach((name, list) -> {
            if (!(list instanceof ListDefinition.Wildcard) || scope.ownerOfList(name) == null) {
                scope.lists.put(name, list);
            }
        });
    }

    private void block(HassilFile file, HassilFile.Block block, Scope fileScope) {
        Scope scope = fileScope;
        if (!block.rules().isEmpty() || !block.lists().isEmpty()) {
            scope = new Scope(fileScope, "@" + file.name() + ":" + block.at().line());
            define(scope, block.rules(), block.lists());
        }
        for (YamlValue.Scalar scalar : block.sentences()) {
            sentence(file, block, scope, scalar);
        }
    }

    private void sentence(HassilFile file, HassilFile.Block block, Scope scope, YamlValue.Scalar scalar) {
        Template template = TemplateParser.parse(scalar);
        Expression body = table.sentence(template, scope, block.devices());
        if (Expressions.isImpossible(body)) {
            Footprint footprint = table.footprint(template, scope);
            String reason = footprint.wildcard() ? "needs free text, which a closed vocabulary cannot hear"
                    : footprint.usesNames() ? "the home has no device for it (" + (block.devices().key().isEmpty() ? "any" : block.devices().key()) + ")"
                    : "a list it needs is empty in this home";
            dropped.merge(reason, 1, Integer::sum);
            return;
        }
        if (GrammarChecks.mayBeEmpty(body, table.open(), mayBeEmpty)) {
            throw scalar.at().error("every part of this sentence is optional, so silence would match it; make a word required");
        }
        sentences.add(new Grammar.Sentence(block.intent(), body, block.fixedSlots(), 0));
        sources.add(new LoadedGrammar.SentenceSource(file.name(), scalar.at().line(), scalar.text(), block.response(), block.requires(), block.excludes(),
                block.contextArea()));
    }
}
