package dev.hearken.speech;

/** A grammar as a compact search graph over phones; immutable, may be shared by recognisers of the same pack. */
public interface CompiledGrammar {

    /** The grammar it was made from. */
    Grammar source();

    /** States of the graph, for logs and {@code doctor}. */
    int states();

    /** Arcs of the graph, for logs and {@code doctor}. */
    int arcs();
}
