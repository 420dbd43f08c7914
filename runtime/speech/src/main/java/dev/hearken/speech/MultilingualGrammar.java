package dev.hearken.speech;

import java.util.List;

/** One grammar for each of several languages, of which an utterance is one; immutable. For {@link MultilingualRecognizer}. */
public record MultilingualGrammar(List<CompiledGrammar> grammars) implements CompiledGrammar {

    /** @param grammars each in another language; what is asked of one grammar is answered by the first */
    public MultilingualGrammar {
        grammars = List.copyOf(grammars);
        if (grammars.stream().map(grammar -> grammar.source().language()).distinct().count() != grammars.size() || grammars.isEmpty()) {
            throw new IllegalArgumentException("one grammar for each language is expected");
        }
    }

    @Override
    public Grammar source() {
        return grammars.get(0).source();
    }

    @Override
    public int states() {
        return grammars.stream().mapToInt(CompiledGrammar::states).sum();
    }

    @Override
    public int arcs() {
        return grammars.stream().mapToInt(CompiledGrammar::arcs).sum();
    }
}
