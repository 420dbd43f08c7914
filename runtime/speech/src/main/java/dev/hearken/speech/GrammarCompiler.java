package dev.hearken.speech;

import dev.hearken.speech.internal.grammar.NetworkBuilder;
import dev.hearken.speech.internal.grammar.PhoneGraphBuilder;
import dev.hearken.speech.internal.grammar.WordGraph;
import dev.hearken.speech.internal.grammar.WordGraphBuilder;
import dev.hearken.speech.internal.grammar.WordNetwork;

/**
 * Compiles grammars for the recogniser: sentences -> word network -> smallest deterministic word graph -> phone graph whose words share
 * their beginnings. Immutable; may be shared between threads.
 */
public final class GrammarCompiler {

    private final Lexicon lexicon;

    public GrammarCompiler(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * Compiles a grammar.
     *
     * @throws GrammarException if a rule is not defined or contains itself, a word cannot be spoken, a sentence says nothing, or the
     *     grammar is too large; the message tells which and where
     */
    public CompiledGrammar compile(Grammar grammar) {
        WordNetwork network = NetworkBuilder.build(grammar, lexicon::pronunciations);
        WordGraph words = WordGraphBuilder.build(network);
        return PhoneGraphBuilder.build(grammar, network, words);
    }
}
