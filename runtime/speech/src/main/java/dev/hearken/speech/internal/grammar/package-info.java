/** Grammars as graphs, and the search for the best sentence in them. */
@NullMarked
package dev.hearken.speech.internal.grammar;

import org.jspecify.annotations.NullMarked;
