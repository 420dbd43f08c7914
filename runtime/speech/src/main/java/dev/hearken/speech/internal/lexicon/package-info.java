/** The dictionary of a pack and the letter-to-sound rules for words outside it. */
@NullMarked
package dev.hearken.speech.internal.lexicon;

import org.jspecify.annotations.NullMarked;
