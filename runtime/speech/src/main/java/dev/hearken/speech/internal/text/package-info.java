/** Written text to words as they are spoken: numbers, times, units, abbreviations, signs. Pure functions. */
@NullMarked
package dev.hearken.speech.internal.text;

import org.jspecify.annotations.NullMarked;
